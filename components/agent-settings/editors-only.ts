import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

/** Why this person cannot change how an agent works; undefined when they can. */
export function lockedFor(agent: AgentDetail): string | undefined {
  if (agent.may.includes("edit")) return undefined;
  if (agent.workspaceId === null) return "A system agent is the same for everybody and is not changed.";
  return "The agent's owner, its editors and the admins of the workspace may change this.";
}
