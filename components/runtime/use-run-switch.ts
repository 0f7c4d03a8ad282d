"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/patterns/error-state";
import { showToast } from "@/components/ui/toaster";
import { switchRun } from "@/lib/client/fleet-queries";
import type { RunSwitch } from "@/lib/client/run-switch";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

/** Starts, stops and restarts an agent; a refusal is told, and the page shows again what was. */
export function useRunSwitch(agentRef: string, agent: AgentDetail) {
  const client = useQueryClient();
  const { mutate, isPending, variables } = useMutation(switchRun(client, agentRef, agent.id));
  const change = (to: RunSwitch) =>
    mutate(to, {
      onError: (error) =>
        showToast({
          tone: "danger",
          title: `Could not ${to} ${agent.name}`,
          description: describeError(error).message,
        }),
    });
  return { change, busy: isPending ? (variables ?? null) : null };
}
