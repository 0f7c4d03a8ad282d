import { type Sql, sql, type Tx } from "@/lib/db";
import { type AgentTarget, getAgent, lockAgent } from "@/lib/domain/agents/access";
import { type AgentRef, byId } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { isId } from "@/lib/domain/id-shapes";
import type { PackageStatus } from "@/lib/domain/packages/rules";
import type { Reader } from "@/lib/domain/query";

/** Which package: the newest of an agent, or one by its id. */
export type PackageWhere = { agent: AgentRef } | { packageId: string };

export type PackageFacts = {
  id: string;
  version: string;
  versionKey: string;
  sha256: string;
  size: number;
  status: PackageStatus;
  submittedById: string;
  reviewedById: string | null;
  hasPlatformKey: boolean;
  previousStatus: string | null;
  queuedAt: string;
  reason: string | null;
  description: string;
};

/** Columns of package `p` that make its facts. */
export const packageFacts: Sql = sql`p."id", p."version", p."versionKey", p."sha256", p."size", p."status", p."submittedById",
  p."reviewedById", p."hasPlatformKey", p."previousStatus", p."queuedAt"::text AS "queuedAt", p."reason",
  coalesce(p."manifest"->>'description', '') AS "description"`;

/** An agent that has packages, and the one of them that is asked for. */
export type PackageTarget = AgentTarget & { package: PackageFacts; newestPackageId: string; workspaceId: string };

export function packageNotFound(id: string): DomainError {
  return new DomainError("not_found", `Package '${id.slice(0, 100)}' not found`);
}

async function readFacts(db: Reader, id: string | null): Promise<PackageFacts | undefined> {
  const [facts] = await db.$queryRaw<PackageFacts[]>`
    SELECT ${packageFacts} FROM "Package" p WHERE p."id" = ${id}`;
  return facts;
}

async function withFacts(db: Reader, agent: AgentTarget, packageId: string | null): Promise<PackageTarget> {
  const facts = await readFacts(db, packageId);
  const { newestPackageId, workspaceId } = agent;
  if (!facts || !newestPackageId || !workspaceId) throw packageNotFound(packageId ?? agent.name);
  return { ...agent, newestPackageId, workspaceId, package: facts };
}

async function agentOf(db: Reader, packageId: string): Promise<AgentRef> {
  if (!isId("package", packageId)) throw packageNotFound(packageId);
  const found = await db.package.findUnique({ where: { id: packageId }, select: { agentId: true } });
  if (!found) throw packageNotFound(packageId);
  return byId(found.agentId);
}

async function find(db: Reader | Tx, ctx: Ctx, where: PackageWhere, lock: boolean): Promise<PackageTarget> {
  const options = { withPackage: true, lock };
  if ("agent" in where) {
    const agent = await getAgent(db, ctx, where.agent, options);
    return withFacts(db, agent, agent.newestPackageId);
  }
  const ref = await agentOf(db, where.packageId);
  const agent = await getAgent(db, ctx, ref, options).catch((error: unknown) => {
    throw error instanceof DomainError && error.fault === "not_found" ? packageNotFound(where.packageId) : error;
  });
  const target = await withFacts(db, agent, where.packageId);
  return { ...target, subject: { ...target.subject, submittedById: target.package.submittedById } };
}

/**
 * A package of a living agent that the caller may read; `not_found` otherwise. Named by its own id, the subject also
 * knows the package's submitter.
 */
export function getPackage(db: Reader, ctx: Ctx, where: PackageWhere): Promise<PackageTarget> {
  return find(db, ctx, where, false);
}

/** The same with its agent locked: what happens to packages of one agent happens one after the other. */
export function lockPackage(tx: Tx, ctx: Ctx, where: PackageWhere): Promise<PackageTarget> {
  return find(tx, ctx, where, true);
}

/** An agent with a package, locked; an agent that never had one does not exist here. */
export function lockPackagedAgent(tx: Tx, ctx: Ctx, where: { agent: AgentRef }): Promise<AgentTarget> {
  return lockAgent(tx, ctx, where.agent, { withPackage: true });
}
