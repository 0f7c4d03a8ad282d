import type { z } from "zod";
import { type AgentResource, type agentListQuery, agentResource } from "@/lib/contracts/registry/wire";
import type { RegistryRequest } from "@/lib/domain/agents/list-agents";
import type { RegistryAgent } from "@/lib/domain/agents/queries";
import { type Shape, sameNames } from "@/lib/domain/json-text";
import { type Answer, withHeaders } from "@/lib/http/reply";

/** The agent as this document shows it. */
export function toAgentResource(agent: RegistryAgent): AgentResource {
  const { rev: _rev, liveShown: _liveShown, ...resource } = agent;
  return resource;
}

/** The same for rows of a list. */
export const agentShape: Shape<RegistryAgent, AgentResource> = sameNames(agentResource.shape);

/** The tag of an agent: its revision, and that a live version is shown in place of a newer draft. */
export function agentTag({ rev, liveShown }: Pick<RegistryAgent, "rev" | "liveShown">): string {
  return liveShown ? `"${rev}.live"` : `"${rev}"`;
}

/** One agent with its ETag. */
export function withTag(agent: RegistryAgent): Answer<AgentResource> {
  return withHeaders(toAgentResource(agent), { ETag: agentTag(agent) });
}

const LIMIT = 100;

/** The parameters of the list in the domain's words. */
export function toRequest(query: z.output<typeof agentListQuery>): RegistryRequest {
  const { workspace_id, include_deleted, default_version_id, created_by, runtime_user_id, retention_tier, ...same } =
    query;
  return {
    ...same,
    limit: query.limit ?? LIMIT,
    workspace: workspace_id,
    deleted: include_deleted,
    defaultVersionId: default_version_id,
    createdBy: created_by,
    runtimeUserId: runtime_user_id,
    retentionTier: retention_tier,
  };
}
