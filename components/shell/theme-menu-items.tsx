"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { DropdownMenuLabel, DropdownMenuRadioGroup, DropdownMenuRadioItem } from "@/components/ui/dropdown-menu";
import { chooseTheme, type Theme } from "@/lib/client/theme";
import { useTheme } from "@/lib/client/use-theme";

const themes = [
  { value: "system", label: "System", icon: <Monitor /> },
  { value: "light", label: "Light", icon: <Sun /> },
  { value: "dark", label: "Dark", icon: <Moon /> },
] as const;

/** The choice of theme, inside a menu. */
export function ThemeMenuItems({ onChoose }: { onChoose?: (theme: Theme) => void }) {
  const { theme } = useTheme();
  const choose = (value: string) => {
    const chosen = themes.find((one) => one.value === value)?.value;
    if (!chosen) return;
    chooseTheme(chosen);
    onChoose?.(chosen);
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
