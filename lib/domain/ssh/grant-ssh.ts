import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import { DomainError, invalidField } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import { makeKeyPair } from "@/lib/domain/ssh/make-key-pair";
import { BadPublicKey, type PublicKey, parsePublicKey } from "@/lib/domain/ssh/parse-public-key";
import { assertGrantRoom, endOfGrant } from "@/lib/domain/ssh/rules";
import { settings } from "@/lib/env";

/** `publicKey` null: a pair is made, and its private half is in the answer and nowhere else. */
type Input = { agent: AgentRef; hours: number; publicKey: string | null };
export type SshAccess = { name: string; port: number; privateKey: string | null; expiresAt: Date };

/** The job that hands an agent's settings, grants among them, to its running server. */
export const applySettings = (agentId: string) => ({
  task: "apply_settings",
  payload: { agentId },
  key: `settings:${agentId}`,
});

/**
 * Lets the caller into a running agent by SSH for some hours; the same key again moves its end. Throws `forbidden` where SSH is
 * switched off, `invalid` for keys and times that cannot be and for agents that do not run, `quota_exceeded` at 10 living grants.
 */
export const grantSsh = command({
  permission: "agents.edit",
  audit: "ssh.granted",
  target: (tx, ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent),
  run: async (step: Step<AgentTarget>, { hours, publicKey }: Input): Promise<SshAccess> => {
    const { MUSTER_SSH, MUSTER_SSH_HOURS } = settings();
    if (MUSTER_SSH === "off") throw new DomainError("forbidden", "SSH is switched off for this instance");
    const expiresAt = endOfGrant(new Date(), hours, MUSTER_SSH_HOURS);
    const port = await portOf(step);
    const made = publicKey === null ? makeKeyPair() : null;
    const key = readKey(made?.publicKey ?? publicKey ?? "");
    await keep(step, key, port, expiresAt);
    return { name: step.target.name, port, privateKey: made?.privateKey ?? null, expiresAt };
  },
});

async function portOf({ tx, target }: Step<AgentTarget>): Promise<number> {
  if (target.hosting === "integrated") throw new DomainError("invalid", "Not available for an integrated agent");
  const runtime = await tx.runtime.findUnique({
    where: { agentId: target.id },
    select: { observedState: true, port: true },
  });
  if (runtime?.observedState !== "running") throw new DomainError("invalid", "Agent is not running");
  if (runtime.port === null) throw new DomainError("invalid", "Agent has no SSH port");
  return runtime.port;
}

function readKey(text: string): PublicKey {
  try {
    return parsePublicKey(text);
  } catch (error) {
    if (error instanceof BadPublicKey) throw invalidField("public_key", error.message);
    throw error;
  }
}

async function keep(
  { tx, ctx, target, change }: Step<AgentTarget>,
  { line: publicKey, fingerprint }: PublicKey,
  port: number,
  expiresAt: Date,
): Promise<void> {
  const { id: agentId } = target;
  const { userId } = ctx.actor;
  const living = { agentId, expiresAt: { gt: new Date() }, publicKey: { not: publicKey } };
  assertGrantRoom(await tx.sshGrant.count({ where: living }));
  const fresh = { userId, port, expiresAt };
  const { id } = await tx.sshGrant.upsert({
    where: { agentId_publicKey: { agentId, publicKey } },
    create: { id: newId("sshGrant"), agentId, publicKey, ...fresh },
    update: fresh,
    select: { id: true },
  });
  change.record({ after: { fingerprint, expiresAt: expiresAt.toISOString() } });
  await change.enqueue(applySettings(agentId));
  await change.enqueue({ task: "end_ssh_grants", payload: {}, key: `ssh:${id}`, runAt: expiresAt });
}
