"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus, Upload } from "lucide-react";
import { PageHeader } from "@/components/patterns/page-header";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { mayCreateAgents } from "@/lib/client/agent-rights";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import { overviewQueries } from "@/lib/client/overview-queries";
import { FirstSteps } from "./first-steps";
import { CountsSkeleton, FleetCounts } from "./fleet-counts";
import { FleetLoad } from "./fleet-load";
import { NeedsYou } from "./needs-you";
import { RecentEvents } from "./recent-events";

/** What needs this person, how the fleet is, and what happened; in an empty workspace, how to begin. */
export function OverviewPage() {
  const { workspace, reviews } = useConsoleSession();
  const stats = useQuery(overviewQueries.stats());
  const canSubmit = workspace?.canSubmit ?? false;
  const empty = stats.data?.counts.total === 0 && stats.data.attention.pendingReviews === 0;
  return (
    <>
      <PageHeader
        title="Overview"
        description={workspace?.name}
        actions={
          !stats.isPending &&
          !empty && (
            <>
              {canSubmit && (
                <Button asChild>
                  <Link href="/submissions">
                    <Upload aria-hidden />
                    Submit a package
                  </Link>
                </Button>
              )}
              {mayCreateAgents(workspace) && (
                <Button asChild variant="primary">
                  <Link href={consolePaths.newAgent}>
                    <Plus aria-hidden />
                    New agent
                  </Link>
                </Button>
              )}
            </>
          )
        }
      />
      {/* Whether the workspace is empty decides what stands above: until then nothing stands below that would jump. */}
      {stats.isPending ? (
        <CountsSkeleton />
      ) : (
        <div className="flex flex-col gap-6">
          {empty ? (
            <FirstSteps canSubmit={canSubmit} reviews={reviews} creates={mayCreateAgents(workspace)} />
          ) : (
            <FleetCounts />
          )}
          {!empty && <FleetLoad />}
          <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
            <NeedsYou />
            <RecentEvents />
          </div>
        </div>
      )}
    </>
  );
}
