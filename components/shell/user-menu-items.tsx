"use client";
import { Keyboard, LogOut, Settings } from "lucide-react";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import type { Theme } from "@/lib/client/theme";
import { ThemeMenuItems } from "./theme-menu-items";

export type UserMenuItemsProps = {
  onSettings: () => void;
  onSignOut: () => void;
  onShortcuts?: () => void;
  /** Called with the theme that was chosen, to remember it beyond this browser. */
  onTheme?: (theme: Theme) => void;
};

/** What the menu of an account offers; it comes with the first sign of a person. */
export default function UserMenuItems({ onSettings, onSignOut, onShortcuts, onTheme }: UserMenuItemsProps) {
  return (
    <>
      <DropdownMenuItem icon={<Settings />} onSelect={onSettings}>
        Settings
      </DropdownMenuItem>
      <ThemeMenuItems onChoose={onTheme} />
      <DropdownMenuSeparator />
      {onShortcuts && (
        <DropdownMenuItem icon={<Keyboard />} shortcut="?" onSelect={onShortcuts}>
          Keyboard shortcuts
        </DropdownMenuItem>
      )}
      <DropdownMenuItem icon={<LogOut />} onSelect={onSignOut}>
        Sign out
      </DropdownMenuItem>
    </>
  );
}
