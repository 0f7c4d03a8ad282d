import type { Metadata } from "next";
import { AgentList } from "@/components/agents/agent-list";
import { requirePageCtx } from "@/lib/auth/page-session";

export const metadata: Metadata = { title: "Agents" };

/** The agents of the workspace. */
export default async function AgentsPage() {
  await requirePageCtx();
  return <AgentList />;
}
