"use client";
import { useRouter } from "next/navigation";
import { AgentRoom } from "@/components/agents/agent-room";

/** The page with the router: who has removed an agent goes back to the list. */
export function AgentRoute({ agentRef, maxBytes }: { agentRef: string; maxBytes: number }) {
  const router = useRouter();
  return <AgentRoom agentRef={agentRef} maxBytes={maxBytes} onRemoved={() => router.push("/agents")} />;
}
