"use client";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { AutonomyCard } from "./autonomy-card";
import { lockedFor } from "./editors-only";
import { IdentityCard } from "./identity-card";
import { ReadOnlyCard } from "./read-only-card";
import { RemoveCard } from "./remove-card";
import { ResourcesCard } from "./resources-card";
import { SshCard } from "./ssh-card";
import { TagsCard } from "./tags-card";
import { TimeoutCard } from "./timeout-card";

export type SettingCardProps = {
  agentRef: string;
  agent: AgentDetail;
  /** Why this person cannot change it; undefined when they can. */
  locked: string | undefined;
};

type SettingsTabProps = {
  agentRef: string;
  agent: AgentDetail;
  /** Called with the new name. */
  onRenamed: (name: string) => void;
  onRemoved: () => void;
};

/** How an agent in a workspace of its own works: everything about it that its editors decide. */
export default function SettingsTab({ agentRef, agent, onRenamed, onRemoved }: SettingsTabProps) {
  const card = { agentRef, agent, locked: lockedFor(agent) };
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-4">
        <IdentityCard {...card} onRenamed={(name) => agentRef === agent.name && onRenamed(name)} />
        <TagsCard {...card} />
        <AutonomyCard {...card} />
        <TimeoutCard {...card} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <ResourcesCard {...card} />
        <ReadOnlyCard {...card} />
        <SshCard {...card} />
        {agent.may.includes("remove") && <RemoveCard agentRef={agentRef} agent={agent} onRemoved={onRemoved} />}
      </div>
    </div>
  );
}
