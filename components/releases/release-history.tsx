"use client";
import { useInfiniteQuery, usePrefetchQuery } from "@tanstack/react-query";
import { Columns2, GitCommitVertical } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { consolePaths } from "@/lib/client/console-paths";
import { releaseQueries } from "@/lib/client/release-queries";
import type { Selection } from "@/lib/client/row-selection";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { HistoryEntry } from "@/lib/contracts/console/wire/version";
import { historyColumns } from "./history-columns";
import type { HistoryChoice } from "./history-menu";
import { PublishButton, publishableFirst } from "./publish-button";
import { TakeVersionDialog } from "./take-version-dialog";

const ExportDialog = lazy(() => import("@/components/transfers/export-dialog"));

type ReleaseHistoryProps = { agent: AgentDetail; onCompare: (from: string, to: string) => void };

function Nothing({ agent }: { agent: AgentDetail }) {
  return (
    <EmptyState
      icon={<GitCommitVertical />}
      title="Nothing published yet"
      actions={publishableFirst(agent) && <PublishButton agent={agent} />}
    >
      Each publish keeps what the agent was told and what was attached to it as a version that can be looked at,
      compared and brought back.
    </EmptyState>
  );
}

/** The versions of an agent, newest first: any two can be compared, any one brought back. */
export function ReleaseHistory({ agent, onCompare }: ReleaseHistoryProps) {
  const query = useInfiniteQuery(releaseQueries.history(agent.id));
  return (
    <QueryView query={query} what="the versions">
      {({ pages }) => (
        <HistoryTable
          agent={agent}
          rows={pages.flatMap((page) => page.data)}
          total={pages[0]?.pageInfo.total}
          more={{
            hasMore: query.hasNextPage,
            loading: query.isFetchingNextPage,
            failed: query.isFetchNextPageError,
            onLoad: () => void query.fetchNextPage(),
          }}
          onCompare={onCompare}
        />
      )}
    </QueryView>
  );
}

type CompareButtonProps = Pick<ReleaseHistoryProps, "onCompare"> & { agentId: string; from: string; to: string };

/** What it leads to is read as soon as it can be pressed. */
function CompareButton({ agentId, from, to, onCompare }: CompareButtonProps) {
  usePrefetchQuery(releaseQueries.comparison(agentId, from, to));
  return (
    <Button size="sm" onClick={() => onCompare(from, to)}>
      <Columns2 aria-hidden />
      Compare {from} with {to}
    </Button>
  );
}

type HistoryTableProps = ReleaseHistoryProps & {
  rows: readonly HistoryEntry[];
  total: number | undefined;
  more: { hasMore: boolean; loading: boolean; failed: boolean; onLoad: () => void };
};

/** A version leads to what it changed; the oldest to what has changed since. */
function sidesOf(rows: readonly HistoryEntry[], row: HistoryEntry): { from: string; to: string } {
  const older = rows[rows.indexOf(row) + 1];
  return older ? { from: older.label, to: row.label } : { from: row.label, to: "live" };
}

const hrefOf = (agentId: string, sides: ReturnType<typeof sidesOf>) =>
  `${consolePaths.agent(agentId)}?${new URLSearchParams({ tab: "versions", ...sides })}`;

function HistoryTable({ agent, rows, total, more, onCompare }: HistoryTableProps) {
  const [selection, setSelection] = useState<Selection>([]);
  const [taken, setTaken] = useState<{ choice: HistoryChoice; row: HistoryEntry } | null>(null);
  const edits = agent.may.includes("edit");
  const columns = useMemo(() => historyColumns(edits, (choice, row) => setTaken({ choice, row })), [edits]);
  const [newer, older] = rows.filter((row) => selection.includes(row.id));
  return (
    <>
      {rows.length > 0 && publishableFirst(agent) && (
        <div className="mb-2 flex justify-end">
          <PublishButton agent={agent} />
        </div>
      )}
      {rows.length > 1 && (
        <div className="mb-2 flex min-h-8 flex-wrap items-center gap-3 text-muted text-sm">
          {newer && older ? (
            <CompareButton agentId={agent.id} from={older.label} to={newer.label} onCompare={onCompare} />
          ) : (
            <span>Choose two versions to see what changed between them.</span>
          )}
        </div>
      )}
      <DataTable
        label={`Releases of ${agent.name}`}
        rows={rows}
        columns={columns}
        rowId={(row) => row.id}
        rowName={(row) => row.label}
        rowHref={(row) => hrefOf(agent.id, sidesOf(rows, row))}
        onOpen={(row) => {
          const { from, to } = sidesOf(rows, row);
          onCompare(from, to);
        }}
        selection={rows.length > 1 ? selection : undefined}
        onSelectionChange={(next) => setSelection(next.slice(-2))}
        total={total}
        more={more}
        empty={<Nothing agent={agent} />}
      />
      {taken && <Chosen agent={agent} {...taken} onClose={() => setTaken(null)} />}
    </>
  );
}

type ChosenProps = { agent: AgentDetail; choice: HistoryChoice; row: HistoryEntry; onClose: () => void };

function Chosen({ agent, choice, row, onClose }: ChosenProps) {
  if (choice !== "export") {
    return <TakeVersionDialog key={`${choice} ${row.id}`} agent={agent} act={choice} version={row} onClose={onClose} />;
  }
  return (
    <Suspense fallback={null}>
      <ExportDialog agent={agent} version={row.label} onClose={onClose} />
    </Suspense>
  );
}
