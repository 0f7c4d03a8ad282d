import type { OwnShare, Share } from "@/lib/contracts/console/wire/share";
import type { ShareRow } from "@/lib/domain/shares/access";
import type { OwnShare as OwnShareRow } from "@/lib/domain/shares/queries";

/** A share as the console shows it. */
export function toShare({ agentName: _, createdByEmail: __, pending, ...row }: ShareRow): Share {
  const { id, agentId, email, role, user, createdAt, expiresAt } = row;
  const [state, createdBy] = [pending ? ("pending" as const) : ("active" as const), row.createdBy?.id ?? null];
  return { id, agentId, email, role, state, user, createdBy, createdAt, expiresAt };
}

/** An agent that is shared with the caller. */
export function toOwnShare(row: OwnShareRow): OwnShare {
  const { agentId: id, agentName: name, number, workspaceName, status, owner } = row;
  return { share: toShare(row), agent: { id, number, name, workspaceName, status, owner } };
}
