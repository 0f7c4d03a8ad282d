import { sql } from "@/lib/db";
import { agentsOfWorkspace, getAgentWith } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { typedPage } from "@/lib/domain/json-sql";
import { newestFirst } from "@/lib/domain/keyset";
import {
  liveVersion,
  type ReleaseAgent,
  readReleaseAgent,
  releaseColumns,
  shownState,
} from "@/lib/domain/lifecycle/access";
import { keysetPage, type Page, type PageRequest, prefixPattern } from "@/lib/domain/page";
import { oneself, query } from "@/lib/domain/query";

/** One agent as its releases are told. Throws `not_found`. */
export const getReleaseAgent = query({
  permission: "agents.read",
  target: (db, ctx, { agent }: { agent: AgentRef }) => readReleaseAgent(db, ctx, agent),
  run: async ({ target }): Promise<ReleaseAgent> => target.agent,
});

/** One page of the agents of the request's workspace that the caller may read, newest first; not counted. Throws `invalid_cursor`. */
export const listReleaseAgents = query({
  permission: "self.read",
  target: oneself,
  run: async ({ ctx }, { name, ...page }: PageRequest & { name?: string }): Promise<Page<ReleaseAgent>> => {
    const named = name === undefined ? sql`TRUE` : sql`a."name" ILIKE ${prefixPattern(name)}`;
    const spec = {
      list: `releases:${ctx.workspaceId}:${name ?? ""}`,
      from: sql`FROM "Agent" a`,
      shown: liveVersion,
      where: sql`${agentsOfWorkspace(ctx)} AND a."deletedAt" IS NULL AND ${named}`,
      total: sql`0`,
      id: sql`a."id"`,
      order: newestFirst(sql`a."createdAt"`),
      select: releaseColumns(ctx),
      varied: name !== undefined,
    };
    return typedPage<ReleaseAgent>(await keysetPage(spec, page));
  },
});

/** Whether an agent is draft or live for the caller, and what is live; one statement. Throws `not_found`. */
export const getLifecycleState = query({
  permission: "agents.read",
  target: (db, ctx, { agent }: { agent: AgentRef }) =>
    getAgentWith<Pick<ReleaseAgent, "state">>(db, ctx, agent, { columns: sql`${shownState(ctx)} AS "state"` }),
  run: async ({ target: { state, liveVersionId } }) => ({ state, liveVersionId, hasDraft: state === "draft" }),
});
