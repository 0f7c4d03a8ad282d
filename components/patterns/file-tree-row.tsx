"use client";
import { ChevronDown, ChevronRight, Eye, File, FileCode, FileText, Folder, TriangleAlert } from "lucide-react";
import { memo, type Ref } from "react";
import { cn } from "@/components/ui/cn";
import { languageOf } from "@/lib/client/highlight";
import type { FileChange, TreeNode } from "@/lib/client/package-tree";

/** Classes instead of a computed padding, which would be an inline style; deeper levels stay at the last one. */
const indents = ["pl-1", "pl-4", "pl-7", "pl-10", "pl-13", "pl-16", "pl-19", "pl-22"] as const;

const changes: Record<Exclude<FileChange, "same">, { letter: string; word: string; tone: string }> = {
  added: { letter: "A", word: "added", tone: "text-success" },
  changed: { letter: "M", word: "changed", tone: "text-warning" },
  removed: { letter: "D", word: "removed", tone: "text-danger" },
};

function iconOf(path: string) {
  const language = languageOf(path);
  if (language === "markdown") return FileText;
  return language ? FileCode : File;
}

type RowProps = {
  ref?: Ref<HTMLDivElement>;
  index: number;
  node: TreeNode;
  open: boolean;
  selected: boolean;
  tabStop: boolean;
  onActivate: (node: TreeNode) => void;
};

function Row({ ref, index, node, open, selected, tabStop, onActivate }: RowProps) {
  const { entry, name, depth } = node;
  const folder = entry.type === "directory";
  const Icon = folder ? Folder : iconOf(entry.path);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys for all of its items
    <div
      ref={ref}
      data-index={index}
      role="treeitem"
      aria-level={node.depth + 1}
      aria-posinset={node.position}
      aria-setsize={node.siblings}
      aria-expanded={folder ? open : undefined}
      aria-selected={selected}
      aria-label={spokenName(node)}
      tabIndex={tabStop ? 0 : -1}
      onClick={() => onActivate(node)}
      className={cn(
        "flex h-7 cursor-pointer select-none items-center gap-1.5 rounded-md pr-2 text-sm hover:bg-hover focus-visible:-outline-offset-2 pointer-coarse:h-9",
        indents[Math.min(depth, indents.length - 1)],
        selected ? "bg-accent-soft text-fg" : "text-fg",
      )}
    >
      {folder ? <Chevron aria-hidden className="size-3.5 shrink-0 text-subtle" /> : <span className="w-3.5 shrink-0" />}
      <Icon aria-hidden className="size-4 shrink-0 text-subtle" />
      <span
        className={cn(
          "min-w-0 flex-1 truncate",
          entry.change === "removed" && "line-through",
          entry.viewed && "text-muted",
        )}
      >
        {name}
      </span>
      <Marks node={node} />
    </div>
  );
}

function Marks({ node: { entry } }: { node: TreeNode }) {
  const change = entry.change && entry.change !== "same" ? changes[entry.change] : null;
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-xs">
      {entry.findings ? (
        <span className="inline-flex items-center gap-0.5 text-warning">
          <TriangleAlert aria-hidden className="size-3.5" />
          {entry.findings}
        </span>
      ) : null}
      {entry.viewed && <Eye aria-hidden className="size-3.5 text-muted" />}
      {change && <span className={cn("w-3 text-center font-mono font-semibold", change.tone)}>{change.letter}</span>}
    </span>
  );
}

function spokenName({ name, entry }: TreeNode): string {
  const parts = [name];
  if (entry.change && entry.change !== "same") parts.push(changes[entry.change].word);
  if (entry.findings) parts.push(entry.findings === 1 ? "1 finding" : `${entry.findings} findings`);
  if (entry.viewed) parts.push("viewed");
  return parts.join(", ");
}

/** One visible row of a FileTree. */
export const FileTreeRow = memo(Row);
