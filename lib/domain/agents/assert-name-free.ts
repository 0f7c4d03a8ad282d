import { sql, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";

/** The fault of a name that a living agent of the workspace has. */
export function nameTaken(name: string): DomainError {
  const issues = [{ type: "name_taken", loc: ["body", "name"], message: "taken", input: name }];
  return new DomainError("name_taken", `An agent named '${name}' exists in this workspace`, { issues });
}

/** Throws `name_taken` where a living agent of the workspace has the name. The unique index decides between two at once. */
export async function assertNameFree(tx: Tx, workspaceId: string | null, name: string): Promise<void> {
  const there = workspaceId === null ? sql`"workspaceId" IS NULL` : sql`"workspaceId" = ${workspaceId}::uuid`;
  const taken = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Agent" WHERE ${there} AND "name" = ${name} AND "deletedAt" IS NULL`;
  if (taken.length > 0) throw nameTaken(name);
}
