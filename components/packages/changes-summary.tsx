"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { contentQueries, type ShownDiff } from "@/lib/client/package-queries";
import type { FileSource } from "./file-source";

const FIRST = 20;
const words = {
  added: { letter: "A", tone: "text-success" },
  changed: { letter: "M", tone: "text-warning" },
  removed: { letter: "D", tone: "text-danger" },
  same: { letter: "", tone: "" },
} as const;

type ChangesSummaryProps = { source: Pick<FileSource, "place" | "base">; onOpen: (path: string) => void };

/** Which files differ from the version that runs or serves, with how many lines; each leads to its diff. */
export function ChangesSummary({ source, onOpen }: ChangesSummaryProps) {
  const query = useQuery(contentQueries.changes(source.place, source.base));
  return (
    <Card>
      <QueryView query={query} what="the changes" skeleton={<p className="px-4 py-3 text-muted">Comparing…</p>}>
        {(diff) => <Changes diff={diff} onOpen={onOpen} />}
      </QueryView>
    </Card>
  );
}

function headline({ base, files }: ShownDiff): string {
  if (!base) return "Everything is new: there is no earlier version to compare with.";
  const count = (status: string) => files.filter((file) => file.status === status).length;
  const parts = [`${count("changed")} changed`, `${count("added")} added`, `${count("removed")} removed`];
  return `${parts.join(", ")} since version ${base.version}`;
}

function Changes({ diff, onOpen }: { diff: ShownDiff; onOpen: (path: string) => void }) {
  const [all, setAll] = useState(false);
  const changed = diff.base ? diff.files.filter((file) => file.status !== "same") : [];
  const shown = all ? changed : changed.slice(0, FIRST);
  return (
    <>
      <CardHeader title="Changes" description={headline(diff)} className={changed.length === 0 ? "border-b-0" : ""} />
      {changed.length > 0 && (
        <ul className="divide-y divide-line">
          {shown.map((file) => (
            <ChangeRow key={file.path} file={file} onOpen={onOpen} />
          ))}
        </ul>
      )}
      {shown.length < changed.length && (
        <div className="border-line border-t px-4 py-2.5">
          <Button size="sm" onClick={() => setAll(true)}>
            Show all {changed.length}
          </Button>
        </div>
      )}
    </>
  );
}

function ChangeRow({ file, onOpen }: { file: ShownDiff["files"][number]; onOpen: (path: string) => void }) {
  const { letter, tone } = words[file.status];
  return (
    <li>
      <button
        type="button"
        onClick={() => onOpen(file.path)}
        className="flex w-full items-center gap-3 px-4 py-1.5 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span aria-hidden className={cn("w-3 shrink-0 font-mono font-semibold text-xs", tone)}>
          {letter}
        </span>
        <span className="sr-only">{file.status}</span>
        <span className="min-w-0 flex-1 font-mono text-fg text-xs [overflow-wrap:anywhere]">{file.path}</span>
        {file.binary ? (
          <span className="text-muted text-xs">binary</span>
        ) : (
          <span className="shrink-0 font-mono text-xs tabular-nums">
            <span className="text-success">+{file.additions}</span>{" "}
            <span className="text-danger">−{file.deletions}</span>
          </span>
        )}
      </button>
    </li>
  );
}
