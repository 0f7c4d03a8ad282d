"use client";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useMemo } from "react";
import type { FileSelection } from "@/components/packages/file-selection";
import type { ShownFinding } from "@/components/packages/file-source";
import { FindingsList } from "@/components/packages/findings-list";
import { QueryView } from "@/components/patterns/query-view";
import { useLineNotes } from "@/components/review/use-line-notes";
import { useMarking } from "@/components/review/use-marking";
import { onDemand } from "@/components/ui/on-demand";
import { SkeletonLines } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import type { PluginReviewAddress } from "@/lib/client/plugin-address";
import { pluginQueries } from "@/lib/client/plugin-queries";
import type { Reviewable } from "@/lib/client/reviewable";
import type { ReviewedPlugin } from "./plugin-review-room";
import { pluginSource } from "./plugin-source";

const FileBrowser = onDemand(
  async () => ({ default: (await import("@/components/packages/file-browser")).FileBrowser }),
  "early",
);
const none: readonly ShownFinding[] = [];

type FilesTabProps = ReviewedPlugin & {
  review: Reviewable;
  address: PluginReviewAddress;
  shortcuts: boolean;
  onSelect: (change: Partial<FileSelection>) => void;
};

/** The files of a version with their changes, findings and comments. */
export function PluginFilesTab({ history, version, review, address, shortcuts, onSelect }: FilesTabProps) {
  const query = useQuery(pluginQueries.files(history.id, version.version));
  const { data: findings = none } = useQuery(pluginQueries.findings(history.id, version.version));
  const { path, line, show, against, layout } = address;
  const selection = useMemo(() => ({ path, line, show, against, layout }), [path, line, show, against, layout]);
  const renderBelow = useLineNotes(review, line, path);
  const mark = useMarking(review, pluginQueries.files(history.id, version.version).queryKey);
  return (
    <QueryView query={query} what="the files">
      {(files) => (
        <Suspense fallback={<SkeletonLines lines={8} />}>
          <FileBrowser
            source={pluginSource({ history, version })}
            files={files}
            findings={findings}
            selection={selection}
            onSelect={onSelect}
            onViewed={mark}
            renderBelow={renderBelow}
            shortcuts={shortcuts}
          />
        </Suspense>
      )}
    </QueryView>
  );
}

type FindingsTabProps = ReviewedPlugin & { onOpen: (path: string, line: number | null) => void };

/** What the scan found, each with its place. */
export function PluginFindingsTab({ history, version, onOpen }: FindingsTabProps) {
  const query = useQuery(pluginQueries.findings(history.id, version.version));
  return (
    <QueryView query={query} what="the findings">
      {(findings) => (
        <>
          <FindingsList what="plugin" findings={findings} onOpen={onOpen} />
          <p className="mt-3 text-muted text-xs">
            {version.scannedAt && (
              <>
                Scanned <Time value={version.scannedAt} />.{" "}
              </>
            )}
            One critical finding makes an approval impossible; the others are yours to weigh.
          </p>
        </>
      )}
    </QueryView>
  );
}
