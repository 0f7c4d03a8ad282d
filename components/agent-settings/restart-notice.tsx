"use client";
import { RotateCw } from "lucide-react";
import { useRunSwitch } from "@/components/runtime/use-run-switch";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type RestartNoticeProps = {
  agentRef: string;
  agent: AgentDetail;
  /** What the present run does not have yet. */
  children: string;
};

/** Says that a change waits for the next start, and restarts where this person may. */
export function RestartNotice({ agentRef, agent, children }: RestartNoticeProps) {
  const { change, busy } = useRunSwitch(agentRef, agent);
  return (
    <Alert
      tone="warning"
      title="Restart to apply"
      actions={
        agent.may.includes("stop") && (
          <Button size="sm" loading={busy === "restart"} onClick={() => change("restart")}>
            {busy !== "restart" && <RotateCw aria-hidden />}
            Restart {agent.name}
          </Button>
        )
      }
    >
      {children}
    </Alert>
  );
}
