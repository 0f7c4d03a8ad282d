"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ArrowLeft, ArrowRight, Equal } from "lucide-react";
import { useState } from "react";
import type { DiffMode } from "@/components/patterns/diff-view";
import { EmptyState } from "@/components/patterns/empty-state";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { releaseQueries } from "@/lib/client/release-queries";
import { sideName } from "@/lib/client/release-words";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { AttachmentChanges, FieldChanges } from "./comparison-parts";

type ComparisonViewProps = {
  agent: AgentDetail;
  from: string;
  to: string;
  onCompare: (from: string, to: string) => void;
  onClose: () => void;
};

const modes = [
  { value: "unified", label: "Inline" },
  { value: "split", label: "Side by side" },
] as const;

/** Everything that a side can be; what the address names stands among it even when it is not loaded. */
function useSides({ id, live, lifecycleState, may }: AgentDetail, named: string[]) {
  const { data } = useInfiniteQuery(releaseQueries.history(id));
  const labels = data?.pages.flatMap((page) => page.data.map(({ label }) => label)) ?? [];
  const draft = may.includes("edit") && lifecycleState === "draft";
  const standing = [
    ...(draft ? [{ value: "draft", label: "Draft" }] : []),
    { value: "live", label: live ? `Live (${live.label})` : "Live (none yet)" },
  ];
  const known = new Set([...standing.map(({ value }) => value), ...labels]);
  const others = named.filter((ref) => !known.has(ref));
  return [...standing, ...[...labels, ...others].map((label) => ({ value: label, label }))];
}

/** What changed from one version to another, in one column or two. */
export function ComparisonView({ agent, from, to, onCompare, onClose }: ComparisonViewProps) {
  const [mode, setMode] = useState<DiffMode>("unified");
  const query = useQuery(releaseQueries.comparison(agent.id, from, to));
  const sides = useSides(agent, [from, to]);
  return (
    <section aria-label="Comparison" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" variant="ghost" onClick={onClose}>
          <ArrowLeft aria-hidden />
          All versions
        </Button>
        <div className="flex min-w-0 items-center gap-2">
          <Select
            aria-label="From"
            className="w-36"
            options={sides}
            value={from}
            onChange={(event) => onCompare(event.target.value, to)}
          />
          <ArrowRight aria-hidden className="size-4 shrink-0 text-subtle" />
          <Select
            aria-label="To"
            className="w-36"
            options={sides}
            value={to}
            onChange={(event) => onCompare(from, event.target.value)}
          />
        </div>
        <Segmented
          label="Show"
          segments={modes}
          value={mode}
          onChange={setMode}
          className="ml-auto max-[899px]:hidden"
        />
      </div>
      <QueryView
        query={query}
        what="the comparison"
        isEmpty={({ identical, attachments }) => identical && attachments.length === 0}
        empty={
          <EmptyState icon={<Equal />} title="No difference">
            {query.data && `${sideName(query.data.from)} and ${sideName(query.data.to)} say the same.`}
          </EmptyState>
        }
      >
        {({ fields, attachments, identical }) => (
          <>
            {identical && (
              <p className="text-muted text-sm">Both say the same; only test and production resources differ.</p>
            )}
            <FieldChanges fields={fields} mode={mode} />
            <AttachmentChanges attachments={attachments} mode={mode} />
          </>
        )}
      </QueryView>
    </section>
  );
}
