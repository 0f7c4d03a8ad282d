"use client";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { Kbd } from "@/components/ui/kbd";
import { Spinner } from "@/components/ui/spinner";
import type { CommandMenuProps } from "./command-menu";

/** What the ⌘K dialog holds; a module of its own so that cmdk is loaded on demand. */
export default function CommandList({ onOpenChange, groups, placeholder, onSearch, searching }: CommandMenuProps) {
  return (
    <Command label="Command menu" loop className="flex min-h-0 flex-col">
      <div className="flex items-center gap-2.5 border-line border-b px-4">
        {searching ? <Spinner className="text-muted" /> : <Search aria-hidden className="size-4 text-muted" />}
        <Command.Input
          autoFocus
          placeholder={placeholder ?? "Search or type a command…"}
          onValueChange={onSearch}
          className="h-12 w-full bg-transparent text-base text-fg outline-none pointer-coarse:text-lg"
        />
        <Kbd>Esc</Kbd>
      </div>
      <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-1.5">
        <Command.Empty className="py-8 text-center text-muted text-sm">Nothing found.</Command.Empty>
        {groups.map((group) => (
          <Command.Group
            key={group.heading}
            heading={group.heading}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-subtle [&_[cmdk-group-heading]]:text-xs"
          >
            {group.commands.map((command) => (
              <Command.Item
                key={command.id}
                value={`${command.label} ${command.id}`}
                keywords={command.keywords ? [...command.keywords] : undefined}
                onSelect={() => {
                  onOpenChange(false);
                  command.onSelect();
                }}
                className="flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-fg text-sm data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:text-muted"
              >
                {command.icon}
                <span className="truncate">{command.label}</span>
                {command.hint && <span className="truncate text-muted text-xs">{command.hint}</span>}
                {command.shortcut && (
                  <span className="ml-auto">
                    <Kbd>{command.shortcut}</Kbd>
                  </span>
                )}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}
