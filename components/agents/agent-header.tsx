"use client";
import { PageHeader } from "@/components/patterns/page-header";
import { VisibleText } from "@/components/patterns/visible-text";
import { CopyButton } from "@/components/ui/copy-button";
import { ReviewBadge, RunBadge } from "@/components/ui/status-badge";
import type { Doing } from "@/lib/client/agent-doing";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { AgentActions } from "./agent-actions";
import { DoingLine } from "./doing-line";

type AgentHeaderProps = {
  agentRef: string;
  agent: AgentDetail;
  doing: Doing;
  maxBytes: number;
  onRemoved: () => void;
};

/** The top of an agent's page: which agent it is, how it stands, what it does now, and what can be done. */
export function AgentHeader({ agentRef, agent, doing, maxBytes, onRemoved }: AgentHeaderProps) {
  return (
    <PageHeader
      title={agent.name}
      crumbs={[{ label: "Agents", href: "/agents" }, { label: agent.name }]}
      badges={
        <>
          <ReviewBadge status={agent.reviewStatus} />
          <RunBadge status={doing.state} />
        </>
      }
      description={
        <>
          <DoingLine doing={doing} />
          {agent.description && (
            <p className="mt-1 text-fg">
              <VisibleText text={agent.description} />
            </p>
          )}
          <div className="mt-1 flex flex-wrap items-center gap-x-3 text-xs">
            <span className="inline-flex items-center">
              Number {agent.number}
              <CopyButton value={String(agent.number)} what="number" />
            </span>
            <span className="inline-flex min-w-0 items-center">
              <code className="truncate font-mono">{agent.id}</code>
              <CopyButton value={agent.id} what="id" />
            </span>
          </div>
        </>
      }
      actions={<AgentActions agentRef={agentRef} agent={agent} maxBytes={maxBytes} onRemoved={onRemoved} />}
    />
  );
}
