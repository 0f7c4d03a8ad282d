"use client";
import { Play, Power } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { useRunSwitch } from "@/components/runtime/use-run-switch";
import { Button } from "@/components/ui/button";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type AgentNotRunningProps = {
  agentRef: string;
  agent: AgentDetail;
  /** "Start it to see its files". */
  title: string;
};

/** What only a running agent can show, and the button that starts it. */
export function AgentNotRunning({ agentRef, agent, title }: AgentNotRunningProps) {
  const { change, busy } = useRunSwitch(agentRef, agent);
  const starting = busy !== null || agent.runtime?.desiredState === "running";
  return (
    <EmptyState
      icon={<Power />}
      title={title}
      actions={
        agent.may.includes("start") && (
          <Button variant="primary" loading={busy !== null} onClick={() => change("start")}>
            {busy === null && <Play aria-hidden />}
            Start {agent.name}
          </Button>
        )
      }
    >
      {agent.may.includes("start") || agent.may.includes("stop")
        ? starting
          ? "It is being started. This page goes on by itself."
          : "Its workspace is read through the agent itself, and it does not run."
        : "It does not run. Its owner, people whom it is shared with as operator, and the admins of the workspace may start it."}
    </EmptyState>
  );
}
