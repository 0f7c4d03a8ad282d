"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { DropdownMenuLabel, DropdownMenuRadioGroup, DropdownMenuRadioItem } from "@/components/ui/dropdown-menu";

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
