"use client";
import { useQuery } from "@tanstack/react-query";
import { DiffView } from "@/components/patterns/diff-view";
import { QueryView } from "@/components/patterns/query-view";
import { SkeletonLines } from "@/components/ui/skeleton";
import { contentQueries, type ShownDiff } from "@/lib/client/package-queries";

type FileDiffProps = { place: string; against: string; path: string; layout: "unified" | "split" };

const waiting = <SkeletonLines lines={12} className="p-4" />;

/** What changed in one file between two packages or versions. */
export function FileDiff({ place, against, path, layout }: FileDiffProps) {
  const query = useQuery(contentQueries.diff(place, against, path));
  return (
    <QueryView query={query} what={`the changes in ${path}`} skeleton={waiting}>
      {(diff) => (
        <>
          <Comparison diff={diff} />
          <DiffView
            path={path}
            hunks={diff.hunks ?? []}
            mode={layout}
            binary={diff.files[0]?.binary}
            tooLarge={diff.files[0]?.tooLarge}
          />
        </>
      )}
    </QueryView>
  );
}

function Comparison({ diff: { base, files } }: { diff: ShownDiff }) {
  const file = files[0];
  return (
    <p className="border-line border-b px-3 py-1.5 text-muted text-xs">
      {base ? `Compared with ${base.version}` : "Nothing to compare with: this is the first version"}
      {file && !file.binary && file.additions + file.deletions > 0 && (
        <>
          {" · "}
          <span className="text-success">+{file.additions}</span> <span className="text-danger">−{file.deletions}</span>
        </>
      )}
    </p>
  );
}
