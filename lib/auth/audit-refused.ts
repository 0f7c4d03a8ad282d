import { db } from "@/lib/db";
import { noteRefusal, refusalIsNoted } from "@/lib/domain/audit/note-refusal";
import { type Doer, insertAudit } from "@/lib/domain/change";
import type { Origin } from "@/lib/domain/context";

export type Refusal = {
  /** Canonical; null where what was typed is no e-mail, because it could be a password. */
  email: string | null;
  account: { id: string; name: string } | null;
  reason: string;
  via: string;
  origin: Origin;
};

/**
 * Leaves the audit row of a refused sign-in. Tries that were `evaluated` are few by their limits, so that each has its row;
 * of the others the repeats are counted. `error` is what the caller is refused with: it is not audited again.
 */
export async function auditRefused(
  { email, account, reason, via, origin }: Refusal,
  error: object,
  evaluated = true,
): Promise<void> {
  const doer: Doer = { type: "user", id: account?.id ?? null, name: account?.name ?? email ?? "unknown", via, origin };
  const target = account ? { type: "user", id: account.id, name: account.name, workspaceId: null } : null;
  const action = "session.refused";
  const facts = { email, reason };
  if (!evaluated) return noteRefusal({ doer, action, target, facts }, error);
  await insertAudit(db(), doer, { action, target, after: facts, outcome: "denied" });
  refusalIsNoted(error);
}
