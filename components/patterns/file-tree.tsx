"use client";
import { type FocusEvent, type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { foldersOf, type TreeEntry, type TreeNode, visibleNodes } from "@/lib/client/package-tree";
import { actOfKey } from "@/lib/client/tree-keys";
import { useVisibleRows } from "@/lib/client/use-visible-rows";
import { FileTreeRow } from "./file-tree-row";

export type FileTreeProps = {
  label: string;
  entries: readonly TreeEntry[];
  selected: string | null;
  onSelect: (path: string) => void;
  /** Bounds the height and scrolls ("max-h-96 overflow-y-auto"); long trees render only what is near the view. */
  className?: string;
  /** True where folders are chosen too; they open and close all the same. */
  folders?: boolean;
  /** False where single letters are shortcuts of the page; otherwise they jump to names. */
  letters?: boolean;
};

/** Which folders are closed; whatever becomes selected from outside has its folders opened. */
function useClosedFolders(selected: string | null) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState(selected);
  if (selected !== shown) {
    setShown(selected);
    const hiding = selected === null ? [] : foldersOf(selected).filter((folder) => closed.has(folder));
    if (hiding.length > 0) setClosed(new Set([...closed].filter((folder) => !hiding.includes(folder))));
  }
  const toggle = useCallback((path: string) => {
    setClosed((before) => {
      const next = new Set(before);
      if (!next.delete(path)) next.add(path);
      return next;
    });
  }, []);
  return { closed, toggle };
}

/** Files and folders by the ARIA tree pattern: arrows move, → ← open and close, Enter opens, letters jump. */
export function FileTree(props: FileTreeProps) {
  const { label, entries, selected, onSelect, className, folders = false, letters = true } = props;
  const { closed, toggle } = useClosedFolders(selected);
  const [focused, setFocused] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const nodes = useMemo(() => visibleNodes(entries, closed), [entries, closed]);
  const places = useMemo(() => new Map(nodes.map((node, index) => [node.entry.path, index])), [nodes]);
  const { rootRef, visible, before, after, measure, reveal } = useVisibleRows(nodes.length);
  const tabStop = [focused, selected].find((path) => path !== null && places.has(path)) ?? nodes[0]?.entry.path ?? null;
  const selectedAt = (selected === null ? undefined : places.get(selected)) ?? null;

  // The scroll position of the tree is the browser's.
  useEffect(() => {
    if (selectedAt !== null) reveal(selectedAt);
  }, [selectedAt, reveal]);
  // A row that is far away is rendered only after the tree has scrolled, and perhaps more than once on the way.
  useEffect(() => {
    const index = wanted.current === null ? undefined : places.get(wanted.current);
    const row = rootRef.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    const holder = document.activeElement;
    const ours = holder === document.body || rootRef.current?.contains(holder);
    if (row && ours && holder !== row) row.focus({ preventScroll: true });
  });

  const activate = useCallback(
    (node: TreeNode) => {
      wanted.current = null;
      setFocused(node.entry.path);
      if (node.entry.type === "directory") toggle(node.entry.path);
      if (node.entry.type === "file" || folders) onSelect(node.entry.path);
    },
    [toggle, onSelect, folders],
  );
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!letters && event.key.length === 1 && event.key !== " ") return;
    const at = tabStop === null ? -1 : (places.get(tabStop) ?? -1);
    const act = actOfKey(nodes, at, event.key, closed);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    if (act.kind === "toggle") return toggle(act.node.entry.path);
    if (act.kind === "activate") return activate(act.node);
    wanted.current = act.node.entry.path;
    setFocused(act.node.entry.path);
    reveal(places.get(act.node.entry.path) ?? 0);
  };
  const leave = (event: FocusEvent) => {
    if (!rootRef.current?.contains(event.relatedTarget)) wanted.current = null;
  };

  return (
    <div ref={rootRef} role="tree" aria-label={label} onKeyDown={press} onBlur={leave} className={className}>
      {before > 0 && <div role="none" style={{ height: before }} />}
      {visible.map((index) => {
        const node = nodes[index];
        if (!node) return null;
        return (
          <FileTreeRow
            key={node.entry.path}
            ref={measure}
            index={index}
            node={node}
            open={!closed.has(node.entry.path)}
            selected={node.entry.path === selected}
            tabStop={node.entry.path === tabStop}
            onActivate={activate}
          />
        );
      })}
      {after > 0 && <div role="none" style={{ height: after }} />}
    </div>
  );
}
