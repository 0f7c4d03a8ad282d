"use client";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { HiddenHeading } from "@/components/patterns/page-title";
import { QueryView } from "@/components/patterns/query-view";
import { onDemand } from "@/components/ui/on-demand";
import { Skeleton } from "@/components/ui/skeleton";
import { agentQueries } from "@/lib/client/agent-queries";
import { ApiError } from "@/lib/client/api-error";
import { AgentView } from "./agent-view";

const AgentGone = onDemand(async () => ({ default: (await import("./agent-gone")).AgentGone }), "early");
const NoSuchAgent = onDemand(async () => ({ default: (await import("./agent-gone")).NoSuchAgent }), "early");

export type AgentRoomProps = {
  /** Id, number or name. */
  agentRef: string;
  /** Largest package, bytes. */
  maxBytes: number;
  /** Called with the new name when this person has renamed the agent. */
  onRenamed: (name: string) => void;
  /** Called when this person has removed the agent. */
  onRemoved: () => void;
};

/** One agent: what it is, what it does, and what can be done with it. */
export function AgentRoom({ agentRef, maxBytes, onRenamed, onRemoved }: AgentRoomProps) {
  const [removed, setRemoved] = useState(false);
  const query = useQuery({ ...agentQueries.one(agentRef), enabled: !removed });
  const gone = query.error instanceof ApiError && query.error.status === 404;
  if (gone && !query.data) {
    return (
      <>
        <HiddenHeading title="There is no such agent" />
        <Suspense fallback={<RoomSkeleton />}>
          <NoSuchAgent agentRef={agentRef} />
        </Suspense>
      </>
    );
  }
  return (
    <>
      {!query.data && <HiddenHeading title="Agent" within={["Agents"]} />}
      <QueryView query={gone ? { ...query, error: null } : query} what="the agent" skeleton={<RoomSkeleton />}>
        {(agent) => (
          <>
            <Suspense>{gone && <AgentGone name={agent.name} />}</Suspense>
            <AgentView
              key={agent.id}
              agentRef={agentRef}
              agent={gone || removed ? { ...agent, may: agent.may.filter((verb) => verb === "readPackages") } : agent}
              gone={gone || removed}
              maxBytes={maxBytes}
              onRenamed={onRenamed}
              onRemoved={() => {
                setRemoved(true);
                onRemoved();
              }}
            />
          </>
        )}
      </QueryView>
    </>
  );
}

function RoomSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-7 w-72 max-w-full" />
      <Skeleton className="h-4 w-96 max-w-full" />
      <Skeleton className="mt-4 h-9" />
      <Skeleton className="h-64" />
    </div>
  );
}
