import type { Tx } from "@/lib/db";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { getShare, lockShare, type ShareRow, type ShareTarget } from "@/lib/domain/shares/access";
import { announceShare } from "@/lib/domain/shares/end-rights";
import { endLostGrants } from "@/lib/domain/ssh/end-lost-grants";
import { canonicalEmail } from "@/lib/domain/users/rules";

async function end(step: Step<AgentTarget>, share: ShareRow): Promise<{ email: string }> {
  const { tx, target, change } = step;
  const { id, email, role, user } = share;
  await tx.share.delete({ where: { id } });
  if (user) await endLostGrants(step, user.id);
  change.record({ before: { shareId: id, email, role } });
  await announceShare(step, "agent_unshared", target, { shared_with: email, role, personId: user?.id ?? null });
  return { email };
}

/** Ends a share: the person's access, SSH grants and open streams with it. Throws `not_found`. */
export const endShare = command({
  permission: "agents.edit",
  audit: "share.deleted",
  target: (tx, ctx, { id }: { id: string }) => lockShare(tx, ctx, { id }),
  run: (step: Step<ShareTarget>) => end(step, step.target.share),
});

type ByEmail = { agent: AgentRef; email: string };

async function shareWith(tx: Tx, agent: AgentTarget, text: string): Promise<ShareRow> {
  const email = canonicalEmail(text);
  const found =
    email &&
    (await tx.share.findUnique({ where: { agentId_email: { agentId: agent.id, email } }, select: { id: true } }));
  if (!found) throw new DomainError("not_found", `'${agent.name}' is not shared with ${text.slice(0, 254)}`);
  return getShare(tx, found.id);
}

/** The same by agent and e-mail. Throws `not_found`. */
export const endShareByEmail = command({
  permission: "agents.edit",
  audit: "share.deleted",
  target: (tx: Tx, ctx: Ctx, { agent }: ByEmail) => lockAgent(tx, ctx, agent),
  run: async (step: Step<AgentTarget>, { email }: ByEmail) => end(step, await shareWith(step.tx, step.target, email)),
});
