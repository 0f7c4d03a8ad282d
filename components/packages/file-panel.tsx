"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { startTransition, useOptimistic } from "react";
import { Badge, type Tone } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { CopyButton } from "@/components/ui/copy-button";
import { FileSize } from "@/components/ui/file-size";
import { IconButton } from "@/components/ui/icon-button";
import { Segmented } from "@/components/ui/segmented";
import { BaseSelect } from "./base-select";
import type { FileBrowserProps } from "./file-browser";
import { FileDiff } from "./file-diff";
import type { ShownEntry } from "./file-source";
import { FileText } from "./file-text";

const changes = {
  added: { label: "Added", tone: "success" },
  changed: { label: "Changed", tone: "warning" },
  removed: { label: "Removed", tone: "danger" },
  same: { label: "Unchanged", tone: "neutral" },
} as const satisfies Record<string, { label: string; tone: Tone }>;

const modes = [
  { value: "file", label: "File" },
  { value: "diff", label: "Changes" },
] as const;
const layouts = [
  { value: "unified", label: "Unified" },
  { value: "split", label: "Side by side" },
] as const;

export type FilePanelProps = FileBrowserProps & {
  file: ShownEntry;
  /** Null at the ends of the list. */
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
};

/** One file: its name and marks, and its text or what changed in it. */
export function FilePanel(props: FilePanelProps) {
  const { source, findings, file, selection, onSelect, renderBelow } = props;
  const against = selection.against ?? source.base;
  const show = file.change === "removed" ? "diff" : selection.show;
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-raised shadow-low">
      <PanelHead {...props} />
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-2">
        {file.change !== "removed" && (
          <Segmented label="Show" segments={modes} value={show} onChange={(mode) => onSelect({ show: mode })} />
        )}
        {show === "diff" && (
          <>
            <BaseSelect choices={source.bases} value={against} onChange={(base) => onSelect({ against: base })} />
            <Segmented
              label="Layout of changes"
              segments={layouts}
              value={selection.layout}
              onChange={(layout) => onSelect({ layout })}
              className="hidden min-[900px]:inline-flex"
            />
          </>
        )}
        <ViewedMark {...props} />
      </div>
      {show === "diff" ? (
        <FileDiff place={source.place} against={against} path={file.path} layout={selection.layout} />
      ) : (
        <FileText
          place={source.place}
          findings={findings}
          path={file.path}
          line={selection.line}
          onLine={(line) => onSelect({ path: file.path, line })}
          renderBelow={renderBelow && ((line) => renderBelow(file.path, line))}
        />
      )}
    </div>
  );
}

function PanelHead({ file, onPrevious, onNext }: FilePanelProps) {
  const change = file.change ? changes[file.change] : null;
  return (
    <header className="flex items-center gap-2 border-line border-b bg-sunken py-1.5 pr-1.5 pl-3">
      <h2 className="min-w-0 font-medium font-mono text-fg text-xs [overflow-wrap:anywhere]">{file.path}</h2>
      <CopyButton value={file.path} what="path" />
      <span className="ml-auto flex shrink-0 items-center gap-2 text-muted text-xs">
        {file.size !== null && <FileSize bytes={file.size} className="hidden sm:inline" />}
        {change && <Badge tone={change.tone}>{change.label}</Badge>}
      </span>
      <span className="flex shrink-0">
        <IconButton label="Previous file" shortcut="[" size="sm" disabled={!onPrevious} onClick={() => onPrevious?.()}>
          <ChevronLeft />
        </IconButton>
        <IconButton label="Next file" shortcut="]" size="sm" disabled={!onNext} onClick={() => onNext?.()}>
          <ChevronRight />
        </IconButton>
      </span>
    </header>
  );
}

/** The mark follows the click at once, and goes back when the server refuses. */
function ViewedMark({ file, onViewed }: FilePanelProps) {
  const [viewed, setViewed] = useOptimistic(file.viewed ?? false);
  if (!onViewed || file.change === "removed") return null;
  return (
    <Checkbox
      label="Viewed"
      className="ml-auto"
      checked={viewed}
      onChange={({ target }) =>
        startTransition(async () => {
          setViewed(target.checked);
          await onViewed(file.path, target.checked);
        })
      }
    />
  );
}
