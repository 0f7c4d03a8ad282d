import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AgentList } from "@/components/agents/agent-list";
import { requirePageCtx } from "@/lib/auth/page-session";
import { firstAgents, inUsualWorkspace, openingAddress, type SearchParams } from "./first-agents";

export const metadata: Metadata = { title: "Agents" };

/** The agents of the workspace, the first of them with the page. */
export default async function AgentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await inUsualWorkspace(await requirePageCtx());
  const params = await searchParams;
  const opening = await openingAddress(ctx, params);
  if (opening) redirect(opening);
  return <AgentList first={await firstAgents(ctx, params)} />;
}
