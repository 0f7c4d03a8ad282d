import type { FirstAgents } from "@/components/agents/agent-list";
import { readAddress } from "@/lib/client/address-parts";
import { AGENT_PAGE_LIMIT } from "@/lib/client/agent-queries";
import { agentListParameters, agentSearchParts } from "@/lib/client/agent-search";
import type { OpeningView } from "@/lib/client/use-opened-search";
import { rowShape } from "@/lib/contracts/console/present/agent";
import { agentListQuery } from "@/lib/contracts/console/wire/agent";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { listInventory } from "@/lib/domain/inventory/queries";
import { listViews } from "@/lib/domain/views/queries";
import { workspaceOf } from "@/lib/http/workspace";

export type SearchParams = Record<string, string | string[] | undefined>;

/** The context in the workspace that new tabs begin in. */
export async function inUsualWorkspace(ctx: Ctx): Promise<Ctx> {
  return { ...ctx, workspaceId: await workspaceOf(ctx.actor, null) };
}

/** The first rows of the search in the address, read along with the page; undefined where the browser had better ask, and show what is wrong. */
export async function firstAgents(ctx: Ctx, params: SearchParams | URLSearchParams): Promise<FirstAgents | undefined> {
  const given = params instanceof URLSearchParams ? Object.fromEntries(params) : params;
  const { q, filter, failed, sort } = readAddress(agentSearchParts, (name) => [given[name]].flat()[0] ?? null);
  const selection = { q, filter, failed, sort };
  const asked = agentListQuery.safeParse(Object.fromEntries(agentListParameters(selection, "", AGENT_PAGE_LIMIT)));
  if (!asked.success) return undefined;
  try {
    const page = await listInventory(ctx, { ...asked.data, limit: AGENT_PAGE_LIMIT, as: rowShape });
    return { workspaceId: ctx.workspaceId, selection, pages: { pages: [page.read()], pageParams: [""] } };
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** What an address without any state shows: the view that the person opens this page with, in the workspace of new tabs; null where the address says it. */
export async function openingView(ctx: Ctx, params: SearchParams): Promise<OpeningView | null> {
  if (Object.keys(params).length > 0 || ctx.workspaceId === null) return null;
  const { data } = await listViews(ctx, { page: "agents", limit: 100 });
  const view = data.find(({ isDefault }) => isDefault);
  return {
    workspaceId: ctx.workspaceId,
    view: view ? { id: view.id, query: view.query, columns: view.columns } : null,
  };
}
