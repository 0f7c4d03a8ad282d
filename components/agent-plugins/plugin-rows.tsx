"use client";
import { ChevronDown, ChevronUp, GripVertical, X } from "lucide-react";
import { type DragEvent, useState } from "react";
import { VisibleText } from "@/components/patterns/visible-text";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import type { ListedPlugin } from "@/lib/client/agent-plugin-queries";
import { tokens } from "@/lib/client/context-words";
import { movedTo } from "@/lib/client/reorder";

type PluginRowsProps = {
  plugins: readonly ListedPlugin[];
  /** Absent: they are only shown. */
  onChange?: (plugins: ListedPlugin[]) => void;
};

/** Plugins in their order. It is changed by dragging a row, or by its buttons, which the focus follows. */
export function PluginRows({ plugins, onChange }: PluginRowsProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const move = (from: number, to: number) => {
    const one = plugins[from];
    if (!onChange || !one || to < 0 || to >= plugins.length) return;
    onChange(movedTo(plugins, from, to));
    setSaid(`${one.name} is number ${to + 1} of ${plugins.length}`);
  };
  const drop = (to: number) => {
    if (dragged !== null) move(dragged, to);
    setDragged(null);
    setOver(null);
  };
  const dragging = (at: number) =>
    onChange && {
      draggable: true,
      onDragStart: ({ dataTransfer }: DragEvent) => {
        dataTransfer.effectAllowed = "move";
        dataTransfer.setData("text/plain", plugins[at]?.slug ?? "");
        setDragged(at);
      },
      onDragOver: (event: DragEvent) => {
        if (dragged === null) return;
        event.preventDefault();
        setOver(at);
      },
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        drop(at);
      },
      onDragEnd: () => {
        setDragged(null);
        setOver(null);
      },
    };
  return (
    <>
      <ol aria-label="Plugins" className="divide-y divide-line">
        {plugins.map((plugin, at) => (
          <li
            key={plugin.plugin_id}
            {...dragging(at)}
            className={cn(
              "flex items-start gap-3 px-4 py-2.5",
              dragged === at && "opacity-50",
              over === at &&
                dragged !== null &&
                dragged !== at &&
                (dragged < at
                  ? "shadow-[inset_0_-2px_0_0_var(--color-accent)]"
                  : "shadow-[inset_0_2px_0_0_var(--color-accent)]"),
            )}
          >
            <span className="flex h-7 shrink-0 items-center gap-1 text-subtle">
              {onChange && <GripVertical aria-hidden className="size-4 cursor-grab pointer-coarse:hidden" />}
              <span className="w-5 text-right text-xs tabular-nums">{at + 1}</span>
            </span>
            <PluginFacts plugin={plugin} />
            {onChange && (
              <Acts
                name={plugin.name}
                first={at === 0}
                last={at === plugins.length - 1}
                onMove={(by) => move(at, at + by)}
                onRemove={() => {
                  onChange(plugins.filter((_, i) => i !== at));
                  setSaid(`${plugin.name} is removed`);
                }}
              />
            )}
          </li>
        ))}
      </ol>
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function PluginFacts({ plugin }: { plugin: ListedPlugin }) {
  const { slug, name, version, description, skills_count, commands_count, token_estimate } = plugin;
  return (
    <div className="min-w-0 flex-1">
      <p className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-0.5 text-fg text-sm">
        <span className="font-medium [overflow-wrap:anywhere]">
          <VisibleText text={name} />
        </span>
        <Badge>v{version}</Badge>
        <span className="font-mono text-muted text-xs [overflow-wrap:anywhere]">{slug}</span>
      </p>
      {description && (
        <p className="line-clamp-2 text-muted text-xs">
          <VisibleText text={description} />
        </p>
      )}
      <p className="mt-0.5 text-muted text-xs">
        {counted(skills_count, "skill")} · {counted(commands_count, "command")} · about {tokens(token_estimate)}
      </p>
    </div>
  );
}

type ActsProps = { name: string; first: boolean; last: boolean; onMove: (by: -1 | 1) => void; onRemove: () => void };

function Acts({ name, first, last, onMove, onRemove }: ActsProps) {
  // A button that cannot go on stays in reach of the keyboard, or the focus would be lost at the ends.
  return (
    <div className="flex shrink-0 items-center">
      <IconButton size="sm" label={`Move ${name} up`} aria-disabled={first} onClick={() => onMove(-1)}>
        <ChevronUp aria-hidden />
      </IconButton>
      <IconButton size="sm" label={`Move ${name} down`} aria-disabled={last} onClick={() => onMove(1)}>
        <ChevronDown aria-hidden />
      </IconButton>
      <IconButton size="sm" label={`Remove ${name}`} onClick={onRemove}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
