"use client";
import { Alert } from "@/components/ui/alert";
import type { Doing } from "@/lib/client/agent-doing";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { AgentLogView } from "./agent-log-view";
import { LoadCharts } from "./load-charts";
import { RunCard } from "./run-card";

type RuntimeTabProps = { agent: AgentDetail; doing: Doing; gone: boolean };

/** How an agent runs: state, load and log. */
export function RuntimeTab({ agent, doing, gone }: RuntimeTabProps) {
  if (gone) return <Alert title="The log went with the agent" />;
  if (agent.hosting === "integrated") return <AgentLogView agent={agent} />;
  return (
    <div className="flex flex-col gap-4">
      <div className="grid items-start gap-4 xl:grid-cols-[22rem_minmax(0,1fr)]">
        <RunCard agent={agent} doing={doing} />
        <LoadCharts
          agentId={agent.id}
          running={agent.runtime?.observedState === "running"}
          network={agent.isolation === "container"}
        />
      </div>
      <AgentLogView agent={agent} />
    </div>
  );
}
