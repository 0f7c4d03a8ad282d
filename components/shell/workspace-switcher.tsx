"use client";
import { ChevronsUpDown } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

export type WorkspaceChoice = { id: string; name: string; role: string };
export type WorkspaceSwitcherProps = {
  workspaces: readonly WorkspaceChoice[];
  currentId: string;
  onSwitch: (id: string) => void;
};

function Initial({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="flex size-5 shrink-0 items-center justify-center rounded bg-fg font-semibold text-2xs text-canvas"
    >
      {[...name][0]?.toUpperCase() ?? "?"}
    </span>
  );
}

/** Names the workspace one is in; with several, a menu to change it. */
export function WorkspaceSwitcher({ workspaces, currentId, onSwitch }: WorkspaceSwitcherProps) {
  const current = workspaces.find(({ id }) => id === currentId);
  if (!current) return null;
  if (workspaces.length === 1) {
    return (
      <div className="flex h-9 items-center gap-2 px-2 text-sm">
        <Initial name={current.name} />
        <span className="truncate font-medium text-fg">{current.name}</span>
      </div>
    );
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`Workspace ${current.name}, change`}
        className="flex h-9 w-full items-center gap-2 rounded-md border border-line-strong bg-canvas px-2 text-sm shadow-low hover:bg-hover"
      >
        <Initial name={current.name} />
        <span className="min-w-0 flex-1 truncate text-left font-medium text-fg">{current.name}</span>
        <ChevronsUpDown aria-hidden className="size-4 text-subtle" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-(--radix-dropdown-menu-trigger-width)">
        <DropdownMenuLabel>Workspaces</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={currentId} onValueChange={onSwitch}>
          {workspaces.map((workspace) => (
            <DropdownMenuRadioItem key={workspace.id} value={workspace.id}>
              {workspace.name}
              <span className="ml-1.5 text-subtle text-xs">{workspace.role}</span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
