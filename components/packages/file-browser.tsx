"use client";
import { FolderTree, SearchX } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { EmptyState } from "@/components/patterns/empty-state";
import { FileTree } from "@/components/patterns/file-tree";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { Sheet, SheetContent, SheetTrigger } from "@/components/ui/sheet";
import { type FileFilter, fileFilters, filterFiles, firstToRead, stepFile } from "@/lib/client/reading-order";
import { useHotkeys } from "@/lib/client/use-hotkeys";
import { FilePanel } from "./file-panel";
import type { FileSelection } from "./file-selection";
import type { FileSource, ShownEntry, ShownFinding } from "./file-source";

export type FileBrowserProps = {
  source: FileSource;
  files: readonly ShownEntry[];
  findings: readonly ShownFinding[];
  selection: FileSelection;
  onSelect: (change: Partial<FileSelection>) => void;
  /** Reviewers mark files as viewed; without it there are no marks to set. */
  onViewed?: (path: string, viewed: boolean) => Promise<void>;
  /** Below a line of the file: comments, a form. */
  renderBelow?: (path: string, line: number) => ReactNode;
  /** Whether [ ] and V act. */
  shortcuts?: boolean;
};

/** The files of a package or plugin: a tree beside the file that is read. On narrow screens the tree opens as a panel. */
export function FileBrowser(props: FileBrowserProps) {
  const { source, files, selection, onSelect, onViewed, shortcuts = true } = props;
  const [listed, filter] = useFileFilter(files);
  const path = selection.path ?? firstToRead(files, source.entryPoint);
  const file = files.find((entry) => entry.path === path && entry.type === "file");
  const open = useCallback((next: string) => onSelect({ path: next, line: null }), [onSelect]);
  const previous = stepFile(listed, path, -1);
  const next = stepFile(listed, path, 1);
  useHotkeys(
    {
      "[": () => previous !== null && open(previous),
      "]": () => next !== null && open(next),
      v: () => void (file && file.change !== "removed" && onViewed?.(file.path, !file.viewed)),
    },
    shortcuts,
  );
  const tree = (className: string, onOpen: (path: string) => void) => (
    <FilesPane
      marks={onViewed !== undefined}
      filter={filter}
      listed={listed}
      all={files}
      selected={path}
      onOpen={onOpen}
      className={className}
    />
  );
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[17rem_minmax(0,1fr)]">
      <aside aria-label={`Files of the ${source.what}`} className="sticky top-4 hidden lg:block">
        {tree("max-h-[calc(100dvh-9rem)]", open)}
      </aside>
      <div className="min-w-0">
        <FilesSheet>{(close) => tree("max-h-[70dvh]", (chosen) => [open(chosen), close()])}</FilesSheet>
        {file ? (
          <FilePanel
            key={file.path}
            {...props}
            file={file}
            onPrevious={previous === null ? null : () => open(previous)}
            onNext={next === null ? null : () => open(next)}
          />
        ) : (
          <EmptyState icon={<SearchX />} title={`This ${source.what} has no such file`}>
            {path ? `${path} is not among its files.` : "It holds no files."}
          </EmptyState>
        )}
      </div>
    </div>
  );
}

type Filter = { kind: FileFilter; text: string; set: (change: { kind?: FileFilter; text?: string }) => void };

function useFileFilter(files: readonly ShownEntry[]): [ShownEntry[], Filter] {
  const [{ kind, text }, setFilter] = useState<{ kind: FileFilter; text: string }>({ kind: "all", text: "" });
  const listed = useMemo(() => filterFiles(files, kind, text), [files, kind, text]);
  return [listed, { kind, text, set: (change) => setFilter({ kind, text, ...change }) }];
}

type FilesPaneProps = {
  /** Whether files are marked as viewed. */
  marks: boolean;
  filter: Filter;
  listed: readonly ShownEntry[];
  all: readonly ShownEntry[];
  selected: string | null;
  onOpen: (path: string) => void;
  className: string;
};

const filterOptions = Object.entries(fileFilters).map(([value, { label }]) => ({ value, label }));

function isFilter(value: string): value is FileFilter {
  return Object.hasOwn(fileFilters, value);
}

function FilesPane({ marks, filter, listed, all, selected, onOpen, className }: FilesPaneProps) {
  const total = all.filter((entry) => entry.type === "file").length;
  const viewed = all.filter((entry) => entry.type === "file" && entry.viewed).length;
  return (
    <div className="flex flex-col gap-2">
      <SearchInput
        label="Find a file"
        placeholder="Find a file"
        value={filter.text}
        onChange={(event) => filter.set({ text: event.target.value })}
      />
      <Select
        aria-label="Which files"
        options={filterOptions.filter(({ value }) => marks || value !== "unread")}
        value={filter.kind}
        onChange={(event) => isFilter(event.target.value) && filter.set({ kind: event.target.value })}
      />
      <p className="px-1 text-muted text-xs">
        {listed.length === total ? `${total} ${total === 1 ? "file" : "files"}` : `${listed.length} of ${total} files`}
        {viewed > 0 && ` · ${viewed} viewed`}
      </p>
      {listed.length === 0 ? (
        <p className="px-1 py-4 text-muted text-sm">No file matches.</p>
      ) : (
        <FileTree
          label="Files"
          letters={false}
          entries={listed}
          selected={selected}
          onSelect={onOpen}
          className={`overflow-y-auto ${className}`}
        />
      )}
    </div>
  );
}

function FilesSheet({ children }: { children: (close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger asChild>
        <Button className="mb-3 w-full lg:hidden">
          <FolderTree />
          Choose a file
        </Button>
      </SheetTrigger>
      <SheetContent title="Files" side="left">
        <div className="p-3">{children(() => setOpen(false))}</div>
      </SheetContent>
    </Sheet>
  );
}
