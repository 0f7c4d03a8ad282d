"use client";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { QueryView } from "@/components/patterns/query-view";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { FindingCounts, PackageBadge, RunBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { useConsoleSession } from "@/lib/client/console-session";
import { overviewQueries } from "@/lib/client/overview-queries";
import { type PackageNeed, packageNeed } from "@/lib/client/package-attention";
import type { AgentRow } from "@/lib/contracts/console/wire/agent";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import type { QueueItem } from "@/lib/contracts/console/wire/review";
import { NeedGroup, NeedRow } from "./need-row";

/** What waits for this person: reviews, their own packages, agents that failed. */
export function NeedsYou() {
  const { me, reviews } = useConsoleSession();
  const queue = useQuery({ ...overviewQueries.queue(), enabled: reviews });
  const mine = useQuery(overviewQueries.mine());
  const failed = useQuery(overviewQueries.failedAgents());
  const packages = (mine.data?.data ?? []).flatMap((item) => {
    const need = packageNeed(item, me.name);
    return need ? [{ item, need }] : [];
  });
  const nothing =
    (!reviews || queue.data?.data.length === 0) && mine.data && packages.length === 0 && failed.data?.length === 0;
  return (
    <Card>
      <CardHeader title="Needs you" />
      {nothing ? (
        <EmptyState icon={<CircleCheck />} title="Nothing needs you" className="py-8">
          {reviews
            ? "Packages that wait for review, declined packages and failed agents appear here as they happen."
            : "Declined packages, comments of reviewers and failed agents appear here as they happen."}
        </EmptyState>
      ) : (
        <>
          {reviews && (
            <QueryView query={queue} what="the review queue" skeleton={<RowsSkeleton />}>
              {({ data, pageInfo }) => <Reviews items={data} total={pageInfo.total} />}
            </QueryView>
          )}
          <QueryView query={mine} what="your packages" skeleton={<RowsSkeleton />}>
            {() => <OwnPackages packages={packages} />}
          </QueryView>
          <QueryView query={failed} what="failed agents" skeleton={<RowsSkeleton />}>
            {(agents) => <FailedAgents agents={agents} />}
          </QueryView>
        </>
      )}
    </Card>
  );
}

function RowsSkeleton() {
  return <div aria-hidden className="h-14 animate-pulse border-line border-b bg-hover last:border-b-0" />;
}

function Reviews({ items, total }: { items: readonly QueueItem[]; total: number }) {
  if (items.length === 0) return null;
  const more = total > items.length ? { href: "/review", label: "See all" } : undefined;
  return (
    <NeedGroup title="Waits for your review" count={total} more={more}>
      {items.map((item) => (
        <NeedRow
          key={item.id}
          href={item.link}
          title={`${item.name} ${item.version}`}
          detail={
            <>
              Submitted by {item.submittedBy.name} · <Time value={item.queuedAt} />
              {item.claimedBy && ` · ${item.claimedBy.name} is reviewing it`}
            </>
          }
          aside={<FindingCounts counts={item.findings} />}
        />
      ))}
    </NeedGroup>
  );
}

const whys: Record<PackageNeed, (item: PackageResource) => string> = {
  declined: (item) => `Declined: ${item.reason ?? "without a reason"}`,
  load_failed: (item) => `Approved, but not loaded: ${item.install?.error ?? "unknown error"}`,
  commented: (item) =>
    `${item.timeline.findLast(({ step }) => step === "commented")?.by ?? "A reviewer"} commented on it`,
};

const badges: Record<PackageNeed, () => React.ReactNode> = {
  declined: () => <PackageBadge status="declined" />,
  load_failed: () => <RunBadge status="failed" />,
  commented: () => <Badge tone="accent">New comment</Badge>,
};

function OwnPackages({ packages }: { packages: readonly { item: PackageResource; need: PackageNeed }[] }) {
  if (packages.length === 0) return null;
  return (
    <NeedGroup title="Your packages" count={packages.length} more={{ href: "/submissions", label: "All submissions" }}>
      {packages.slice(0, 5).map(({ item, need }) => (
        <NeedRow
          key={item.id}
          href={`/submissions/${item.id}`}
          title={`${item.agentName} ${item.version}`}
          detail={whys[need](item)}
          aside={badges[need]()}
        />
      ))}
    </NeedGroup>
  );
}

function FailedAgents({ agents }: { agents: readonly AgentRow[] }) {
  if (agents.length === 0) return null;
  return (
    <NeedGroup title="Failed agents" count={agents.length} more={{ href: "/agents", label: "All agents" }}>
      {agents.map((agent) => (
        <NeedRow
          key={agent.id}
          href={`/agents/${agent.id}`}
          title={agent.name}
          detail={agent.error}
          aside={<RunBadge status={agent.runState === "running" ? "running" : "failed"} />}
        />
      ))}
    </NeedGroup>
  );
}
