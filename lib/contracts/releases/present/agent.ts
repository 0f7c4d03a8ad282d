import type { PublicAgent } from "@/lib/contracts/releases/wire/agents";
import { agentWithin, byId } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import type { ReleaseAgent } from "@/lib/domain/lifecycle/access";
import { getReleaseAgent } from "@/lib/domain/lifecycle/queries";
import type { Page } from "@/lib/domain/page";
import { type Answer, withHeaders } from "@/lib/http/reply";

/** The agent that a path names within its tenant. */
export function named(ctx: Ctx, { agent }: { agent: string }) {
  return { agent: agentWithin(ctx.workspaceId, agent) };
}

/** The agent as this document shows it. */
export function toPublicAgent(agent: ReleaseAgent): PublicAgent {
  return {
    id: agent.id,
    name: agent.name,
    description: agent.description,
    runbook_text: agent.instructions,
    state: agent.state,
    version: agent.liveLabel ?? "draft",
    live_version_id: agent.liveVersionId,
    architecture_name: agent.architectureName,
    architecture_version: agent.architectureVersion,
    created_by: agent.createdBy,
    created_at: agent.createdAt,
    updated_at: agent.updatedAt,
  };
}

/** The tag of what is shown: the revision, and that it is the live version in place of a newer draft (2.6). */
export function releaseTag({ rev, liveShown }: Pick<ReleaseAgent, "rev" | "liveShown">): string {
  return liveShown ? `"${rev}.live"` : `"${rev}"`;
}

/** Reads an agent anew for the answer to a change. */
export async function presentAgent(
  ctx: Ctx,
  id: string,
  headers: Record<string, string> = {},
): Promise<Answer<PublicAgent>> {
  const agent = await getReleaseAgent(ctx, { agent: byId(id) });
  return withHeaders(toPublicAgent(agent), { ETag: releaseTag(agent), ...headers });
}

/** A page as this document pages: the token of the next one, or null at the end. */
export function toPage<Row, Shown>({ data, pageInfo }: Page<Row>, show: (row: Row) => Shown) {
  const next = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  return { data: data.map(show), next, has_more: next !== null };
}

const LIMIT = 50;

/** `limit` and `next` in the domain's words. */
export function toPageRequest({ limit, next }: { limit?: number; next?: string }) {
  return { limit: limit ?? LIMIT, ...(next === undefined ? {} : { after: next }) };
}
