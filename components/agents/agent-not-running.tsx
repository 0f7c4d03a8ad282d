"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Play, Power } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { describeError } from "@/components/patterns/error-state";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toaster";
import { startAgent } from "@/lib/client/agent-setting-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type AgentNotRunningProps = { agent: AgentDetail /** "Start it to see its files". */; title: string };

/** What only a running agent can show, and the button that starts it. */
export function AgentNotRunning({ agent, title }: AgentNotRunningProps) {
  const { mutate, isPending } = useMutation(startAgent(useQueryClient(), agent.id));
  const start = () =>
    mutate(undefined, {
      onSuccess: () => showToast({ tone: "success", title: `${agent.name} runs` }),
      onError: (error) =>
        showToast({
          tone: "danger",
          title: `Could not start ${agent.name}`,
          description: describeError(error).message,
        }),
    });
  return (
    <EmptyState
      icon={<Power />}
      title={title}
      actions={
        agent.may.includes("start") && (
          <Button variant="primary" loading={isPending} onClick={start}>
            {!isPending && <Play aria-hidden />}
            Start {agent.name}
          </Button>
        )
      }
    >
      {agent.may.includes("start")
        ? "Its workspace is read through the agent itself, and it does not run."
        : "It does not run. Its owner, people whom it is shared with as operator, and the admins of the workspace may start it."}
    </EmptyState>
  );
}
