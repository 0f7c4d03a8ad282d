"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { DropdownMenuLabel, DropdownMenuRadioGroup, DropdownMenuRadioItem } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { useHydrated } from "@/lib/client/use-hydrated";

const themes = [
  { value: "system", label: "System", icon: <Monitor /> },
  { value: "light", label: "Light", icon: <Sun /> },
  { value: "dark", label: "Dark", icon: <Moon /> },
] as const;

export type Theme = (typeof themes)[number]["value"];

/** The choice of theme, inside a menu. */
export function ThemeMenuItems({ onChoose }: { onChoose?: (theme: Theme) => void }) {
  const { theme, setTheme } = useTheme();
  const choose = (value: string) => {
    setTheme(value);
    const chosen = themes.find((one) => one.value === value);
    if (chosen) onChoose?.(chosen.value);
  };
  return (
    <>
      <DropdownMenuLabel>Theme</DropdownMenuLabel>
      <DropdownMenuRadioGroup value={theme} onValueChange={choose}>
        {themes.map(({ value, label, icon }) => (
          <DropdownMenuRadioItem key={value} value={value} icon={icon} onSelect={(event) => event.preventDefault()}>
            {label}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
    </>
  );
}

/** One button that changes between light and dark, for pages without a user menu. */
export function ThemeToggle() {
  const { resolvedTheme, setTheme } = useTheme();
  const dark = useHydrated() && resolvedTheme === "dark";
  return (
    <IconButton label={dark ? "Light theme" : "Dark theme"} onClick={() => setTheme(dark ? "light" : "dark")}>
      {dark ? <Sun /> : <Moon />}
    </IconButton>
  );
}
