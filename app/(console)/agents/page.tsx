import { AgentList } from "@/components/agents/agent-list";
import { requirePageCtx } from "@/lib/auth/page-session";
import { firstAgents, inUsualWorkspace, openingView, type SearchParams } from "./first-agents";

/** The agents of the workspace, the first of them with the page. */
export default async function AgentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await inUsualWorkspace(await requirePageCtx());
  const params = await searchParams;
  const opening = await openingView(ctx, params);
  const first = await firstAgents(ctx, opening?.view ? new URLSearchParams(opening.view.query) : params);
  return <AgentList first={first} opening={opening} />;
}
