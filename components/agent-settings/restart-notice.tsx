"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { describeError } from "@/components/patterns/error-state";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toaster";
import { restartAgent } from "@/lib/client/agent-setting-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type RestartNoticeProps = {
  agent: AgentDetail;
  /** What the present run does not have yet. */
  children: string;
};

/** Says that a change waits for the next start, and restarts where this person may. */
export function RestartNotice({ agent, children }: RestartNoticeProps) {
  const { mutate, isPending } = useMutation(restartAgent(useQueryClient(), agent.id));
  const restart = () =>
    mutate(undefined, {
      onSuccess: () => showToast({ tone: "success", title: `${agent.name} was restarted` }),
      onError: (error) =>
        showToast({
          tone: "danger",
          title: `Could not restart ${agent.name}`,
          description: describeError(error).message,
        }),
    });
  return (
    <Alert
      tone="warning"
      title="Restart to apply"
      actions={
        agent.may.includes("stop") && (
          <Button size="sm" loading={isPending} onClick={restart}>
            {!isPending && <RotateCw aria-hidden />}
            Restart {agent.name}
          </Button>
        )
      }
    >
      {children}
    </Alert>
  );
}
