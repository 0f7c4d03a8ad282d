"use client";
import { LogView } from "@/components/patterns/log-view";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import type { AgentLog } from "@/lib/client/agent-log";
import { useAgentLog } from "@/lib/client/use-agent-log";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

const endings: Readonly<Record<string, string>> = {
  deleted: "The agent was removed.",
  access: "You may no longer read this log.",
  session: "Your session has ended. Sign in again to go on.",
};

/** The agent's output and what Muster did with it, as it comes. */
export function AgentLogView({ agent }: { agent: AgentDetail }) {
  if (!agent.may.includes("readLog")) {
    return (
      <Alert title="You may not read this log">
        It can hold what people sent to the agent. Its owner, people whom it is shared with as operator, and the admins
        of the workspace may read it.
      </Alert>
    );
  }
  return <LiveLog agentId={agent.id} name={agent.name} />;
}

function LiveLog({ agentId, name }: { agentId: string; name: string }) {
  const log = useAgentLog(agentId);
  return (
    <>
      {log.ended !== null && (
        <Alert live tone="warning" title="The log has ended">
          {endings[log.ended] ?? "Load the page again to go on."}
        </Alert>
      )}
      {log.silent === "unknown" && log.lines.length > 0 && (
        <Alert live tone="warning" title="The process that runs agents does not answer">
          What is shown may be out of date. The log goes on as soon as it answers.
        </Alert>
      )}
      <Card className="overflow-hidden">
        <LogView
          name={name}
          lines={log.lines}
          state={log.connection}
          emptyText={emptyWords(log)}
          className="h-[max(20rem,calc(100dvh-22rem))]"
        />
      </Card>
    </>
  );
}

function emptyWords({ silent, connection }: AgentLog): string {
  if (connection === "connecting") return "Connecting…";
  if (silent === "stopped") return "Nothing of this agent has run yet. When it does, its output appears here.";
  if (silent === "unknown") return "The process that runs agents does not answer. The log goes on as soon as it does.";
  return "No output yet. What the agent prints appears here as it happens.";
}
