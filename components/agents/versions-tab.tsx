"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Columns2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { DataTable } from "@/components/patterns/data-table";
import { QueryView } from "@/components/patterns/query-view";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { SkeletonLines } from "@/components/ui/skeleton";
import { useAgentAddress } from "@/lib/client/agent-address";
import { agentQueries } from "@/lib/client/agent-queries";
import { consolePaths } from "@/lib/client/console-paths";
import type { Selection } from "@/lib/client/row-selection";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import { versionColumns } from "./version-columns";

const Releases = lazy(() => import("@/components/releases/releases"));

/** What was published of an agent, and, where it comes from packages, those. */
export function VersionsTab({ agent }: { agent: AgentDetail }) {
  const [{ from, to }] = useAgentAddress();
  const packaged = agent.newestPackage !== null && !(from && to);
  return (
    <div className="flex flex-col gap-8">
      <section aria-label="Releases">
        {packaged && <h2 className="mb-2 font-semibold text-base text-fg">Releases</h2>}
        <Suspense fallback={<SkeletonLines lines={6} />}>
          <Releases agent={agent} />
        </Suspense>
      </section>
      {packaged && (
        <section aria-label="Packages">
          <h2 className="mb-2 font-semibold text-base text-fg">Packages</h2>
          <PackageVersions agent={agent} />
        </section>
      )}
    </div>
  );
}

/** The packages of an agent, newest first. */
function PackageVersions({ agent }: { agent: AgentDetail }) {
  if (!agent.may.includes("readPackages")) {
    return (
      <Alert title="You may not see the packages of this agent">
        Its owner, people whom it is shared with as editor, and the admins of the workspace may.
      </Alert>
    );
  }
  return <Versions agent={agent} />;
}

function Versions({ agent }: { agent: AgentDetail }) {
  const query = useInfiniteQuery(agentQueries.versions(agent.id));
  const [selection, setSelection] = useState<Selection>([]);
  const reviews = agent.may.includes("review");
  const select = (next: Selection) => setSelection(next.slice(-2));
  return (
    <QueryView query={query} what="the versions">
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.data);
        return (
          <>
            {reviews && rows.length > 1 && <CompareBar rows={rows} selection={selection} />}
            <DataTable
              label={`Versions of ${agent.name}`}
              rows={rows}
              columns={versionColumns}
              rowId={(row) => row.id}
              rowHref={(row) => (reviews ? consolePaths.review(row.id) : consolePaths.submission(row.id))}
              selection={reviews && rows.length > 1 ? selection : undefined}
              onSelectionChange={select}
              total={pages[0]?.pageInfo.total}
              more={{
                hasMore: query.hasNextPage,
                loading: query.isFetchingNextPage,
                failed: query.isFetchNextPageError,
                onLoad: () => void query.fetchNextPage(),
              }}
            />
          </>
        );
      }}
    </QueryView>
  );
}

/** Leads to what changed from the older to the newer of two chosen versions. */
function CompareBar({ rows, selection }: { rows: readonly PackageResource[]; selection: Selection }) {
  const [newer, older] = rows.filter((row) => selection.includes(row.id));
  return (
    <div className="mb-2 flex min-h-8 flex-wrap items-center gap-3 text-muted text-sm">
      {newer && older ? (
        <Button asChild size="sm">
          <Link
            href={`${consolePaths.review(newer.id)}?${new URLSearchParams({ tab: "files", show: "diff", against: older.id })}`}
          >
            <Columns2 aria-hidden />
            Compare {older.version} with {newer.version}
          </Link>
        </Button>
      ) : (
        <span>Choose two versions to see what changed between them.</span>
      )}
    </div>
  );
}
