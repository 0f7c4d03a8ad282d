import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import { DomainError, invalidField } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import { getShare, type ShareRow } from "@/lib/domain/shares/access";
import { announceShare, endLater } from "@/lib/domain/shares/end-rights";
import { assertFutureEnd, assertOther, assertShareRoom, type ShareRole } from "@/lib/domain/shares/rules";
import { canonicalEmail } from "@/lib/domain/users/rules";

type NewShare = { agent: AgentRef; email: string; role: ShareRole; expiresAt?: Date | null };

async function addressFor({ tx, ctx, target }: Step<AgentTarget>, text: string): Promise<string> {
  const email = canonicalEmail(text);
  if (!email) throw invalidField("email", "must be one e-mail address", text.slice(0, 254));
  const { ownerId } = target;
  const owner = ownerId && (await tx.user.findUnique({ where: { id: ownerId }, select: { email: true } }));
  assertOther(email, ctx.actor.email, owner ? owner.email : null);
  return email;
}

/** A share that has run out gives way, one that counts does not. */
async function assertNew({ tx, target }: Step<AgentTarget>, email: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM "Share" WHERE "agentId" = ${target.id} AND "email" = ${email} AND "expiresAt" <= now()`;
  const known = await tx.share.count({ where: { agentId: target.id, email } });
  if (known > 0) throw new DomainError("conflict", `'${target.name}' is already shared with ${email}`);
  assertShareRoom(target.name, await tx.share.count({ where: { agentId: target.id } }));
}

async function tell({ ctx, target, change }: Step<AgentTarget>, userId: string | null, role: ShareRole): Promise<void> {
  if (userId === null) return;
  await change.notify([userId], {
    kind: "agent_shared",
    title: `${ctx.actor.name} shared ${target.name} with you`,
    body: `You are its ${role}.`,
    link: `/agents/${target.id}`,
    target: target.audit,
  });
}

/**
 * Gives one person a role on an agent, by e-mail; until somebody has that address the share waits. Throws `invalid` for a
 * bad, one's own or the owner's address, `conflict` where it is shared with them already, `quota_exceeded` at 200 shares.
 */
export const shareAgent = command({
  permission: "agents.edit",
  audit: "share.created",
  target: (tx, ctx, { agent }: NewShare) => lockAgent(tx, ctx, agent),
  run: async (step: Step<AgentTarget>, { role, expiresAt = null, ...input }): Promise<ShareRow> => {
    const { tx, ctx, target, change } = step;
    const email = await addressFor(step, input.email);
    assertFutureEnd(expiresAt, new Date());
    await assertNew(step, email);
    const person = await tx.user.findFirst({ where: { email, deletedAt: null }, select: { id: true } });
    const userId = person?.id ?? null;
    const id = newId("share");
    const createdById = ctx.actor.userId;
    await tx.share.create({ data: { id, agentId: target.id, email, userId, role, createdById, expiresAt } });
    change.record({ after: { shareId: id, email, role, expiresAt: expiresAt?.toISOString() ?? null } });
    await announceShare(step, "agent_shared", target, { shared_with: email, role });
    await tell(step, userId, role);
    await endLater(step, id, expiresAt);
    return getShare(tx, id);
  },
});
