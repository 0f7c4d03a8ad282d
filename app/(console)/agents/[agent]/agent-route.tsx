"use client";
import { useRouter } from "next/navigation";
import { AgentRoom } from "@/components/agents/agent-room";
import { consolePaths } from "@/lib/client/console-paths";

/** The page with the router: who has removed an agent goes back to the list, and an address with its old name follows it. */
export function AgentRoute({ agentRef, maxBytes }: { agentRef: string; maxBytes: number }) {
  const router = useRouter();
  return (
    <AgentRoom
      agentRef={agentRef}
      maxBytes={maxBytes}
      onRenamed={(name) => router.replace(`${consolePaths.agent(name)}?tab=settings`)}
      onRemoved={() => router.push("/agents")}
    />
  );
}
