"use client";
import { Moon, Sun } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { chooseTheme } from "@/lib/client/theme";
import { useTheme } from "@/lib/client/use-theme";

/** One button that changes between light and dark, for pages without a user menu. */
export function ThemeToggle() {
  const dark = useTheme().shown === "dark";
  return (
    <IconButton label={dark ? "Light theme" : "Dark theme"} onClick={() => chooseTheme(dark ? "light" : "dark")}>
      {dark ? <Sun /> : <Moon />}
    </IconButton>
  );
}
