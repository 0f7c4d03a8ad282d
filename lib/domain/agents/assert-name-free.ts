import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";

/** Throws `name_taken` where a living agent of the workspace has the name. The unique index decides between two at once. */
export async function assertNameFree(tx: Tx, workspaceId: string | null, name: string): Promise<void> {
  const taken = await tx.agent.count({ where: { workspaceId, name, deletedAt: null } });
  if (taken === 0) return;
  const issues = [{ type: "name_taken", loc: ["body", "name"], message: "taken", input: name }];
  throw new DomainError("name_taken", `An agent named '${name}' exists in this workspace`, { issues });
}
