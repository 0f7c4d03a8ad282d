import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { applySettings } from "@/lib/domain/ssh/grant-ssh";
import { parsePublicKey } from "@/lib/domain/ssh/parse-public-key";

type Input = { agent: AgentRef; grant: string };

/** Ends one SSH grant of an agent, whoever has it, and the connections that it opened. Throws `not_found`. */
export const revokeSsh = command({
  permission: "agents.edit",
  audit: "ssh.revoked",
  target: (tx, ctx, { agent }: Input) => lockAgent(tx, ctx, agent),
  run: async ({ tx, target, change }: Step<AgentTarget>, { grant }: Input): Promise<{ email: string }> => {
    const where = { id: grant, agentId: target.id };
    const found = await tx.sshGrant.findFirst({
      where,
      select: { publicKey: true, user: { select: { email: true } } },
    });
    if (!found) throw new DomainError("not_found", "There is no such SSH access");
    await tx.sshGrant.delete({ where: { id: grant } });
    const { email } = found.user;
    change.record({ before: { fingerprint: parsePublicKey(found.publicKey).fingerprint, email } });
    await change.enqueue(applySettings(target.id));
    return { email };
  },
});
