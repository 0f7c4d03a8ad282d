"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { PackageOpen, SearchX } from "lucide-react";
import type { DataColumn } from "@/components/patterns/data-column";
import { DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { QueryView } from "@/components/patterns/query-view";
import { FindingCounts, PackageBadge, RunBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { runStatusOf } from "@/lib/client/install-sentence";
import { type SubmissionSearch, submissionQueries } from "@/lib/client/submission-queries";
import type { PackageResource } from "@/lib/contracts/console/wire/package";

const columns: readonly DataColumn<PackageResource>[] = [
  {
    id: "name",
    header: "Package",
    primary: true,
    cell: ({ agentName, version }) => (
      <>
        {agentName} <span className="font-normal text-muted">{version}</span>
      </>
    ),
  },
  {
    id: "status",
    header: "Status",
    className: "w-56",
    cell: ({ status, install, newest }) => (
      <span className="inline-flex flex-wrap gap-1">
        <PackageBadge status={status} />
        {status === "approved" && newest && install && <RunBadge status={runStatusOf(install)} />}
      </span>
    ),
  },
  {
    id: "findings",
    header: "Findings",
    className: "w-52",
    cell: ({ findings }) => <FindingCounts counts={findings} />,
  },
  {
    id: "submittedAt",
    header: "Submitted",
    className: "w-36",
    cell: ({ submittedAt }) => <Time value={submittedAt} />,
  },
];

/** Everything that this person submitted, newest first. */
export function SubmissionTable({ search }: { search: SubmissionSearch }) {
  const query = useInfiniteQuery(submissionQueries.mine(search));
  const narrowed = search.status !== null || search.q !== "";
  return (
    <QueryView
      query={query}
      what="your submissions"
      isEmpty={({ pages }) => pages[0]?.data.length === 0}
      empty={
        narrowed ? (
          <EmptyState icon={<SearchX />} title="Nothing fits">
            None of your submissions has this name and status.
          </EmptyState>
        ) : (
          <EmptyState icon={<PackageOpen />} title="You have not submitted anything yet">
            Each package that you submit gets a page here, with its findings, the review and what became of it.
          </EmptyState>
        )
      }
    >
      {({ pages }) => (
        <DataTable
          label="My submissions"
          rows={pages.flatMap(({ data }) => data)}
          columns={columns}
          rowId={({ id }) => id}
          rowHref={({ id }) => `/submissions/${id}`}
          total={pages[0]?.pageInfo.total}
          more={{
            hasMore: query.hasNextPage,
            loading: query.isFetchingNextPage,
            failed: query.isFetchNextPageError,
            onLoad: () => void query.fetchNextPage(),
          }}
        />
      )}
    </QueryView>
  );
}
