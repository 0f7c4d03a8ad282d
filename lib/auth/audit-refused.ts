import { db } from "@/lib/db";
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

/** Leaves the audit row of a refused sign-in. */
export async function auditRefused({ email, account, reason, via, origin }: Refusal): Promise<void> {
  const doer: Doer = { type: "user", id: account?.id ?? null, name: account?.name ?? email ?? "unknown", via, origin };
  const target = account ? { type: "user", ...account, workspaceId: null } : null;
  await insertAudit(db(), doer, { action: "session.refused", target, after: { email, reason }, outcome: "denied" });
}
