"use client";
import { ChevronsUpDown } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "@/components/ui/dropdown-menu";
import { onDemand } from "@/components/ui/on-demand";
import type { UserMenuItemsProps } from "./user-menu-items";

export type UserMenuProps = UserMenuItemsProps & { name: string; email: string };

const UserMenuItems = onDemand(() => import("./user-menu-items"), "early");

/** Who is signed in, the theme, and the way out. */
export function UserMenu({ name, email, ...items }: UserMenuProps) {
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
        <UserMenuItems {...items} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
