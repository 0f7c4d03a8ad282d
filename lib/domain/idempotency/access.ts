import { db } from "@/lib/db";
import { getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { getPackage } from "@/lib/domain/packages/access";
import { type Permission, refusalOf, type Subject } from "@/lib/domain/policy";

/** What an answer that is given again was about. */
export type About = { agent?: AgentRef; packageId?: string; workspace?: string };

async function subjectOf(ctx: Ctx, { agent, packageId, workspace }: About): Promise<Subject> {
  if (agent) return (await getAgent(db(), ctx, agent, { deleted: "any" })).subject;
  if (packageId) return (await getPackage(db(), ctx, { packageId })).subject;
  const named = ctx.actor.memberships.find((m) => m.workspaceId === workspace || m.slug === workspace);
  return { workspaceId: named?.workspaceId ?? workspace ?? ctx.workspaceId };
}

/** Makes sure that the caller may still do what they are given the answer of. Throws `not_found` and `forbidden`. */
export async function assertStillAllowed(ctx: Ctx, permission: Permission, about: About): Promise<void> {
  const refusal = refusalOf(ctx.actor, permission, await subjectOf(ctx, about));
  if (refusal) throw new DomainError("forbidden", refusal);
}
