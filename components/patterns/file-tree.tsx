"use client";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { type TreeEntry, type TreeNode, visibleNodes } from "@/lib/client/package-tree";
import { actOfKey } from "@/lib/client/tree-keys";
import { FileTreeRow } from "./file-tree-row";

export type FileTreeProps = {
  label: string;
  entries: readonly TreeEntry[];
  selected: string | null;
  onSelect: (path: string) => void;
  className?: string;
};

/** Files and folders by the ARIA tree pattern: arrows move, → ← open and close, Enter opens, letters jump. */
export function FileTree({ label, entries, selected, onSelect, className }: FileTreeProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const nodes = useMemo(() => visibleNodes(entries, closed), [entries, closed]);
  const known = (path: string | null) => nodes.some((node) => node.entry.path === path);
  const tabStop = [focused, selected].find(known) ?? nodes[0]?.entry.path ?? null;

  const toggle = (path: string) => {
    const next = new Set(closed);
    if (!next.delete(path)) next.add(path);
    setClosed(next);
  };
  const activate = (node: TreeNode) => {
    setFocused(node.entry.path);
    if (node.entry.type === "directory") toggle(node.entry.path);
    else onSelect(node.entry.path);
  };
  const focus = (node: TreeNode) => {
    setFocused(node.entry.path);
    root.current?.querySelectorAll<HTMLElement>('[role="treeitem"]')[nodes.indexOf(node)]?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = nodes.findIndex((node) => node.entry.path === tabStop);
    const act = actOfKey(nodes, at, event.key, closed);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    if (act.kind === "focus") focus(act.node);
    else if (act.kind === "toggle") toggle(act.node.entry.path);
    else activate(act.node);
  };

  return (
    <div ref={root} role="tree" aria-label={label} onKeyDown={press} className={className}>
      {nodes.map((node) => (
        <FileTreeRow
          key={node.entry.path}
          node={node}
          open={!closed.has(node.entry.path)}
          selected={node.entry.path === selected}
          tabStop={node.entry.path === tabStop}
          onActivate={activate}
        />
      ))}
    </div>
  );
}
