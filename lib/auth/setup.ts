import { hashPassword, passwordProblem } from "@/lib/auth/passwords";
import { hashOf, newSecret } from "@/lib/auth/secrets";
import { type NewSession, openSession } from "@/lib/auth/session";
import { db, type Tx } from "@/lib/db";
import { transaction } from "@/lib/db-transaction";
import { type Doer, insertAudit, platform } from "@/lib/domain/change";
import type { Origin } from "@/lib/domain/context";
import { databaseFault } from "@/lib/domain/database-fault";
import { DomainError, invalidField } from "@/lib/domain/faults";
import { newId, newWorkspaceId } from "@/lib/domain/ids";
import { canonicalEmail, nameFromEmail, slugFromName } from "@/lib/domain/users/rules";
import { settings } from "@/lib/env";

const TOKEN_MINUTES = 30;

export type FirstAdmin = { email: string; name: string; password: string; workspaceName: string };
export type SetupRequest = FirstAdmin & { token: string; origin: Origin };
export type SetUp = { userId: string; workspaceId: string; session: NewSession };

/** Whether there is no user yet. */
export async function setupNeeded(reader: Pick<Tx, "user"> = db()): Promise<boolean> {
  return (await reader.user.findFirst({ select: { id: true } })) === null;
}

/** A new one-time token (`st_…`, 30 minutes) for the first admin; earlier ones end. Null when a user exists. */
export async function createSetupToken(): Promise<string | null> {
  const token = `st_${newSecret()}`;
  const expiresAt = new Date(Date.now() + TOKEN_MINUTES * 60_000);
  return transaction(async (tx) => {
    await oneSetupAtATime(tx);
    if (!(await setupNeeded(tx))) return null;
    await tx.oneTimeToken.deleteMany({ where: { kind: "setup" } });
    await tx.oneTimeToken.create({ data: { hash: hashOf(token), kind: "setup", expiresAt } });
    return token;
  });
}

async function oneSetupAtATime(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "Instance" WHERE "id" = 1 FOR UPDATE`;
}

function alreadySetUp(): DomainError {
  return new DomainError("not_found", "Muster is set up already; sign in instead");
}

function checkedEmail(text: string): string {
  const email = canonicalEmail(text);
  if (!email) throw invalidField("email", "must be one e-mail address");
  return email;
}

type Made = { user: { id: string; name: string }; workspaceId: string };

async function createFirstAdmin(tx: Tx, admin: FirstAdmin, passwordHash: string, origin: Origin | null): Promise<Made> {
  const { email, name } = admin;
  const [id, workspaceId] = [newId("user"), newWorkspaceId()];
  const workspace = { id: workspaceId, name: admin.workspaceName, slug: slugFromName(admin.workspaceName) };
  await tx.workspace.create({ data: workspace });
  const data = {
    id,
    email,
    name,
    passwordHash,
    instanceAdmin: true,
    defaultWorkspaceId: workspaceId,
    addressProvenAt: new Date(),
  };
  await tx.user.create({ data });
  await tx.membership.create({ data: { userId: id, workspaceId, role: "owner" } });
  const doer: Doer = origin ? { type: "user", id, name, via: "setup", origin } : { ...platform, via: "setup" };
  const target = { type: "user", id, name, workspaceId: null };
  await insertAudit(tx, doer, { action: "user.created", target, after: { email, instanceAdmin: true } });
  const place = { type: "workspace", id: workspaceId, name: workspace.name, workspaceId };
  await insertAudit(tx, doer, { action: "workspace.created", target: place, after: { slug: workspace.slug } });
  return { user: { id, name }, workspaceId };
}

async function isOpenToken(hash: string): Promise<boolean> {
  const where = { hash, kind: "setup", usedAt: null, expiresAt: { gt: new Date() } };
  return (await db().oneTimeToken.findFirst({ where })) !== null;
}

async function setUp(request: SetupRequest): Promise<SetUp> {
  const { origin } = request;
  const hash = hashOf(request.token);
  const wrongToken = new DomainError(
    "forbidden",
    "This set-up link is wrong or has expired; restart Muster for a new one",
  );
  if (!(await setupNeeded())) throw alreadySetUp();
  if (!(await isOpenToken(hash))) throw wrongToken;
  const email = checkedEmail(request.email);
  const problem = passwordProblem(request.password, email);
  if (problem) throw invalidField("password", problem);
  const passwordHash = await hashPassword(request.password);
  return transaction(async (tx) => {
    await oneSetupAtATime(tx);
    if (!(await setupNeeded(tx))) throw alreadySetUp();
    const used = await tx.oneTimeToken.deleteMany({ where: { hash, kind: "setup", expiresAt: { gt: new Date() } } });
    if (used.count === 0) throw wrongToken;
    const { user, workspaceId } = await createFirstAdmin(tx, { ...request, email }, passwordHash, origin);
    const session = await openSession(tx, { user, kind: "browser", origin, method: "setup" });
    return { userId: user.id, workspaceId, session };
  });
}

/**
 * Makes the first admin, who owns the first workspace, and signs them in. Throws `not_found` when a user exists, `forbidden`
 * for a wrong or expired token, `invalid` for a bad e-mail or password.
 */
export async function completeSetup(request: SetupRequest): Promise<SetUp> {
  try {
    return await setUp(request);
  } catch (error) {
    throw databaseFault(error);
  }
}

/** Makes the first admin named by the settings when there is no user. Throws an Error that names the wrong setting. */
export async function ensureFirstAdmin(): Promise<boolean> {
  const { MUSTER_ADMIN_EMAIL, MUSTER_ADMIN_PASSWORD: password } = settings();
  if (!MUSTER_ADMIN_EMAIL || !password || !(await setupNeeded())) return false;
  const email = checkedEmail(MUSTER_ADMIN_EMAIL);
  const problem = passwordProblem(password, email);
  if (problem) throw new Error(`MUSTER_ADMIN_PASSWORD: ${problem}`);
  const passwordHash = await hashPassword(password);
  return transaction(async (tx) => {
    await oneSetupAtATime(tx);
    if (!(await setupNeeded(tx))) return false;
    const admin = { email, name: nameFromEmail(email), password, workspaceName: "Default" };
    await createFirstAdmin(tx, admin, passwordHash, null);
    await tx.oneTimeToken.deleteMany({ where: { kind: "setup" } });
    return true;
  });
}
