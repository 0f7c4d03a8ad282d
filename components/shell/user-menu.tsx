"use client";
import { ChevronsUpDown, Keyboard, LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { type Theme, ThemeMenuItems } from "./theme-toggle";

export type UserMenuProps = {
  name: string;
  email: string;
  onSignOut: () => void;
  onShortcuts?: () => void;
  /** Called with the theme that was chosen, to remember it beyond this browser. */
  onTheme?: (theme: Theme) => void;
  /** Further DropdownMenuItems, placed first. */
  children?: ReactNode;
};

/** Who is signed in, the theme, and the way out. */
export function UserMenu({ name, email, onSignOut, onShortcuts, onTheme, children }: UserMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`Account of ${name}`}
        className="flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-hover"
      >
        <Avatar name={name} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium text-fg text-sm leading-4">{name}</span>
          <span className="block truncate text-muted text-xs leading-4">{email}</span>
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-subtle" />
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top" align="start" className="w-(--radix-dropdown-menu-trigger-width)">
        {children}
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
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
