"use client";
import { Play, RotateCw, Square } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { useRunSwitch } from "./use-run-switch";

type RunButtonsProps = { agentRef: string; agent: AgentDetail };

/** Start, or stop and restart: what is possible now, for who may. Stopping is possible while it starts. */
export function RunButtons({ agentRef, agent }: RunButtonsProps) {
  const { change, busy } = useRunSwitch(agentRef, agent);
  if (agent.may.includes("start")) {
    return (
      <Button variant="primary" loading={busy !== null} onClick={() => change("start")}>
        {busy === null && <Play aria-hidden />}
        Start
      </Button>
    );
  }
  if (!agent.may.includes("stop")) return null;
  return (
    <>
      <Button disabled={busy === "stop" || busy === "restart"} onClick={() => change("stop")}>
        <Square aria-hidden />
        Stop
      </Button>
      <Button loading={busy === "restart"} disabled={busy !== null} onClick={() => change("restart")}>
        {busy !== "restart" && <RotateCw aria-hidden />}
        Restart
      </Button>
    </>
  );
}
