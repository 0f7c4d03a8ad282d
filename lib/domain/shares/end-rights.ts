import type { DomainEvent, Job } from "@/lib/domain/change";

type Step = { change: { emit: (event: DomainEvent) => Promise<void>; enqueue: (job: Job) => Promise<void> } };
type SharedAgent = { id: string; name: string; number: number; workspaceId: string | null };

/** Brings what ends by itself to its end in time. */
export async function endLater({ change }: Step, shareId: string, expiresAt: Date | null): Promise<void> {
  if (expiresAt === null) return;
  await change.enqueue({ task: "keep_shares", payload: {}, key: `share:${shareId}`, runAt: expiresAt });
}

/** Tells those who may know of an agent's shares, and the person whose share it is; `personId` null while it waits. */
export function announceShare(
  { change }: Step,
  type: "agent_shared" | "agent_unshared",
  agent: SharedAgent,
  data: { shared_with: string; role: string; personId: string | null },
): Promise<void> {
  const { id: targetId, name, number, workspaceId } = agent;
  return change.emit({ topic: "agents", type, targetId, name, number, workspaceId, data });
}
