import { auditRefused } from "@/lib/auth/audit-refused";
import { checkPassword } from "@/lib/auth/check-password";
import { type CodeProof, checkCode, spendCode, takeBackCode } from "@/lib/auth/second-factor";
import { hashOf } from "@/lib/auth/secrets";
import { type NewSession, openSession } from "@/lib/auth/session";
import { db, type Tx } from "@/lib/db";
import { transaction } from "@/lib/db-transaction";
import type { ContractName, Origin } from "@/lib/domain/context";
import { databaseFault } from "@/lib/domain/database-fault";
import { DomainError } from "@/lib/domain/faults";
import { isUuid } from "@/lib/domain/id-shapes";
import { canonicalEmail } from "@/lib/domain/users/rules";

export type SignInAttempt = {
  email: string;
  password: string;
  /** Six digits or a recovery code, for people with two-factor on. */
  totp?: string | null;
  kind: "browser" | "token";
  contract?: ContractName | null;
  /** Id or slug that the new session is pinned to. */
  workspace?: string | null;
  /** The browser's cookie before; its session ends. */
  replaces?: string | null;
  origin: Origin;
};

export type SignedIn = NewSession & { userId: string };

type Account = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

function findAccount(email: string | null) {
  if (email === null) return null;
  const person = { id: true, email: true, name: true, instanceAdmin: true } as const;
  const proof = { passwordHash: true, disabledAt: true, totpSecret: true, totpConfirmedAt: true } as const;
  return db().user.findUnique({ where: { email }, select: { ...person, ...proof, recoveryCodes: true } });
}

async function refuse(attempt: SignInAttempt, account: Account | null, reason: string): Promise<never> {
  const email = canonicalEmail(attempt.email);
  const refusal = new DomainError("sign_in_refused", "Incorrect username or password");
  const evaluated = reason !== "locked" && reason !== "code_locked";
  await auditRefused({ email, account, reason, via: "password", origin: attempt.origin }, refusal, evaluated);
  throw refusal;
}

async function withRightPassword(attempt: SignInAttempt): Promise<Account> {
  const { password, origin } = attempt;
  const email = canonicalEmail(attempt.email);
  const account = await findAccount(email);
  const passwordHash = account?.passwordHash ?? null;
  const counted = email ?? attempt.email.slice(0, 254);
  const verdict = await checkPassword({ email: counted, password, passwordHash, address: origin.address });
  if (verdict !== "right") return refuse(attempt, account, verdict);
  if (!account || account.disabledAt) return refuse(attempt, account, "disabled");
  return account;
}

async function workspaceToPin(tx: Tx, account: Account, named: string | null | undefined): Promise<string | null> {
  if (!named) return null;
  const mine = account.instanceAdmin ? {} : { memberships: { some: { userId: account.id } } };
  const where = { ...(isUuid(named) ? { id: named } : { slug: named }), ...mine };
  const found = await tx.workspace.findFirst({ where, select: { id: true } });
  if (!found) throw new DomainError("workspace_forbidden", "No access to this workspace");
  return found.id;
}

/** Opens the session; null when the account changed since the password was checked, or the code was used before. */
function open(attempt: SignInAttempt, account: Account, proof: CodeProof | null): Promise<SignedIn | null> {
  const { kind, contract, origin, replaces } = attempt;
  const run = async (tx: Tx) => {
    const still = await tx.$queryRaw<unknown[]>`SELECT 1 FROM "User" WHERE "id" = ${account.id} AND "disabledAt" IS NULL
      AND "passwordHash" = ${account.passwordHash} FOR UPDATE`;
    if (still.length === 0 || (proof !== null && !(await spendCode(tx, account.id, proof)))) return null;
    const workspaceId = await workspaceToPin(tx, account, attempt.workspace);
    if (replaces) await tx.session.deleteMany({ where: { secretHash: hashOf(replaces) } });
    const method = proof === null ? "password" : "recovery" in proof ? "recovery_code" : "totp";
    const session = await openSession(tx, { user: account, kind, contract, workspaceId, origin, method });
    return { ...session, userId: account.id };
  };
  return transaction(run);
}

async function attemptSignIn(attempt: SignInAttempt): Promise<SignedIn> {
  const account = await withRightPassword(attempt);
  const code = await checkCode(account, attempt.totp);
  if (code.kind !== "off" && code.kind !== "right") return refuse(attempt, account, `code_${code.kind}`);
  const session = await open(attempt, account, code.kind === "right" ? code.proof : null);
  if (!session) return refuse(attempt, account, "code_used_or_account_changed");
  if (code.kind === "right") await takeBackCode(account.id);
  return session;
}

/**
 * Signs a person in by password, whatever the way in: a new session with its audit row. Throws `sign_in_refused` (the same
 * answer and time for unknown, wrong, locked and disabled), `two_factor_required`, `workspace_forbidden`.
 */
export async function signIn(attempt: SignInAttempt): Promise<SignedIn> {
  try {
    return await attemptSignIn(attempt);
  } catch (error) {
    throw databaseFault(error);
  }
}
