"use client";
import { useQuery } from "@tanstack/react-query";
import { Bot, Building2, Drama, FileInput, Keyboard, LogOut, Package, Plus, Puzzle, Upload, User } from "lucide-react";
import { type ReactNode, useDeferredValue, useState } from "react";
import { type Command, type CommandGroup, CommandMenu } from "@/components/patterns/command-menu";
import type { NavItem } from "@/components/shell/nav-list";
import { mayCreateAgents } from "@/lib/client/agent-rights";
import { consolePaths } from "@/lib/client/console-paths";
import { switchWorkspace, useConsoleSession } from "@/lib/client/console-session";
import { searchQueries } from "@/lib/client/search-queries";
import type { SearchHit } from "@/lib/contracts/console/wire/search";

const marks: Partial<Record<SearchHit["type"], ReactNode>> = {
  agent: <Bot />,
  package: <Package />,
  plugin: <Puzzle />,
  persona: <Drama />,
  person: <User />,
  workspace: <Building2 />,
};
const withPages: readonly SearchHit["type"][] = ["agent", "package", "plugin", "persona"];

/** Whether there is somewhere to go: things have pages, workspaces are entered by those who belong to them. */
function leadsSomewhere({ type, id }: SearchHit, workspaceIds: readonly string[]): boolean {
  return withPages.includes(type) || (type === "workspace" && workspaceIds.includes(id));
}

export type ConsoleCommandsProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  rooms: readonly NavItem[];
  onGo: (href: string) => void;
  onShortcuts: () => void;
  onSignOut: () => void;
};

/** The ⌘K menu: pages, acts, and what the server finds by name. */
export default function ConsoleCommands(props: ConsoleCommandsProps) {
  const { open, onOpenChange, rooms, onGo } = props;
  const { me, workspace } = useConsoleSession();
  const own = me.workspaces.map(({ id }) => id);
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim());
  const hits = useQuery({ ...searchQueries.hits(asked), enabled: open && asked.length >= 2 });
  const enter = (hit: SearchHit) => {
    if (hit.type === "workspace") void switchWorkspace(hit.id).then(() => location.assign("/"));
    else onGo(hit.link);
  };
  const found = asked.length < 2 ? [] : (hits.data ?? []).filter((hit) => leadsSomewhere(hit, own));
  const groups: CommandGroup[] = [
    {
      heading: "Go to",
      commands: rooms.map((room) => ({
        id: room.href,
        label: room.label,
        icon: room.icon,
        onSelect: () => onGo(room.href),
      })),
    },
    { heading: "Do", commands: [...(mayCreateAgents(workspace) ? creations(onGo) : []), ...acts(props)] },
    {
      heading: "Found",
      commands: found.map((hit) => ({
        id: hit.id,
        label: hit.title,
        hint: hit.subtitle,
        icon: marks[hit.type],
        // The server decides what fits; the menu must not filter it again.
        keywords: [asked],
        onSelect: () => enter(hit),
      })),
    },
  ].filter(({ commands }) => commands.length > 0);
  return (
    <CommandMenu
      open={open}
      onOpenChange={(next) => {
        setText("");
        onOpenChange(next);
      }}
      groups={groups}
      placeholder="Go to a page, agent, package, plugin or persona…"
      onSearch={setText}
      searching={hits.isFetching}
    />
  );
}

function creations(onGo: ConsoleCommandsProps["onGo"]): Command[] {
  return [
    {
      id: "new-agent",
      label: "New agent",
      icon: <Plus />,
      keywords: ["create", "template"],
      onSelect: () => onGo(consolePaths.newAgent),
    },
    {
      id: "import-agent",
      label: "Import an agent",
      icon: <FileInput />,
      keywords: ["zip", "upload", "create"],
      onSelect: () => onGo(consolePaths.importAgent),
    },
    {
      id: "new-persona",
      label: "New persona",
      icon: <Drama />,
      keywords: ["create", "voice", "tone", "temperature"],
      onSelect: () => onGo(`${consolePaths.personas}?new=true`),
    },
  ];
}

function acts({ onGo, onShortcuts, onSignOut }: ConsoleCommandsProps): Command[] {
  return [
    {
      id: "submit",
      label: "Submit a package",
      icon: <Upload />,
      keywords: ["upload", "ncp", "new"],
      onSelect: () => onGo("/submissions"),
    },
    {
      id: "upload-plugin",
      label: "Upload a plugin",
      icon: <Puzzle />,
      keywords: ["submit", "zip", "marketplace"],
      onSelect: () => onGo(`${consolePaths.plugins}?upload=true`),
    },
    { id: "keys", label: "Keyboard shortcuts", icon: <Keyboard />, shortcut: "?", onSelect: onShortcuts },
    { id: "sign-out", label: "Sign out", icon: <LogOut />, keywords: ["log out", "leave"], onSelect: onSignOut },
  ];
}
