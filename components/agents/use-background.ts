"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/patterns/error-state";
import { showToast } from "@/components/ui/toaster";
import { setBackground } from "@/lib/client/agent-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

/** Whether an agent may run unattended, and the switch for it, which reports how it went. */
export function useBackground(agentRef: string, agent: AgentDetail) {
  const client = useQueryClient();
  const { mutate, isPending, variables } = useMutation(setBackground(client, agentRef));
  const set = (allowed: boolean) =>
    mutate(allowed, {
      onSuccess: () =>
        showToast({
          tone: "success",
          title: `${agent.name} ${allowed ? "may" : "may no longer"} run in the background`,
        }),
      onError: (error) =>
        showToast({
          tone: "danger",
          title: `Background runs of ${agent.name} were not changed`,
          description: describeError(error).message,
        }),
    });
  return { allowed: isPending ? variables : agent.supportsBackground, busy: isPending, set };
}
