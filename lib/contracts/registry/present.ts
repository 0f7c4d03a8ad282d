import type { AgentResource } from "@/lib/contracts/registry/wire";
import type { RegistryAgent } from "@/lib/domain/agents/queries";
import { type Answer, withHeaders } from "@/lib/http/reply";

/** The agent as this document shows it. */
export function toAgentResource(agent: RegistryAgent): AgentResource {
  const { rev: _rev, liveShown: _liveShown, ...resource } = agent;
  return resource;
}

/** The tag of an agent: its revision, and that a live version is shown in place of a newer draft. */
export function agentTag({ rev, liveShown }: Pick<RegistryAgent, "rev" | "liveShown">): string {
  return liveShown ? `"${rev}.live"` : `"${rev}"`;
}

/** One agent with its ETag. */
export function withTag(agent: RegistryAgent): Answer<AgentResource> {
  return withHeaders(toAgentResource(agent), { ETag: agentTag(agent) });
}
