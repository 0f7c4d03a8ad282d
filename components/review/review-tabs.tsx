"use client";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useMemo } from "react";
import type { FileSelection } from "@/components/packages/file-selection";
import type { FileSource } from "@/components/packages/file-source";
import { FindingsList } from "@/components/packages/findings-list";
import { QueryView } from "@/components/patterns/query-view";
import { onDemand } from "@/components/ui/on-demand";
import { SkeletonLines } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { baseChoices, defaultBase } from "@/lib/client/diff-base";
import { packagePlace, packageQueries } from "@/lib/client/package-queries";
import type { ReviewAddress } from "@/lib/client/review-address";
import { reviewablePackage } from "@/lib/client/reviewable";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import type { Finding } from "@/lib/contracts/console/wire/package-file";
import { Conversation } from "./conversation";
import { useLineNotes } from "./use-line-notes";
import { useMarking } from "./use-marking";

export type TabProps = {
  pkg: PackageResource;
  address: ReviewAddress;
  shortcuts: boolean;
  onSelect: (change: Partial<FileSelection>) => void;
  onOpen: (path: string, line: number | null, show?: "file" | "diff") => void;
};

const FileBrowser = onDemand(
  async () => ({ default: (await import("@/components/packages/file-browser")).FileBrowser }),
  "early",
);
const none: readonly Finding[] = [];

/** A package as what has files. */
function useFileSource(pkg: PackageResource): FileSource {
  const { data: others = [] } = useQuery(packageQueries.ofAgent(pkg.agentId));
  const { entryPoint } = pkg.manifest;
  const compared = { base: defaultBase(pkg), bases: baseChoices(pkg, others) };
  return { what: "package", place: packagePlace(pkg.id), entryPoint, ...compared };
}

/** The files with their changes, findings, marks and comments. */
export function FilesTab({ pkg, address, shortcuts, onSelect }: TabProps) {
  const query = useQuery(packageQueries.files(pkg.id));
  const { data: found } = useQuery(packageQueries.findings(pkg.id));
  const source = useFileSource(pkg);
  const review = reviewablePackage(pkg);
  const mark = useMarking(review, packageQueries.files(pkg.id).queryKey);
  const { path, line, show, against, layout } = address;
  const selection = useMemo(() => ({ path, line, show, against, layout }), [path, line, show, against, layout]);
  const renderBelow = useLineNotes(review, line, path);
  return (
    <QueryView query={query} what="the files">
      {(files) => (
        <Suspense fallback={<SkeletonLines lines={8} />}>
          <FileBrowser
            source={source}
            files={files}
            findings={found?.data ?? none}
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

/** What the scan found. */
export function FindingsTab({ pkg, onOpen }: TabProps) {
  const query = useQuery(packageQueries.findings(pkg.id));
  return (
    <QueryView query={query} what="the findings">
      {({ data, scannedAt }) => (
        <>
          <FindingsList findings={data} onOpen={onOpen} />
          <p className="mt-3 text-muted text-xs">
            Scanned <Time value={scannedAt} />. Findings never block a decision.
          </p>
        </>
      )}
    </QueryView>
  );
}

/** What was said about it. */
export function ConversationTab({ pkg, onOpen }: TabProps) {
  return <Conversation review={reviewablePackage(pkg)} onOpen={onOpen} />;
}
