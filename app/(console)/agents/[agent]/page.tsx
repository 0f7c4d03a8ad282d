import { requirePageCtx } from "@/lib/auth/page-session";
import { packageLimit } from "@/lib/domain/packages/receive-package";
import { AgentRoute } from "./agent-route";

/** One agent, by id, number or name. */
export default async function AgentPage({ params }: { params: Promise<{ agent: string }> }) {
  await requirePageCtx();
  const { agent } = await params;
  return <AgentRoute agentRef={decodeURIComponent(agent)} maxBytes={packageLimit()} />;
}
