import type { Tx } from "@/lib/db";
import { lockAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { heldFiles, sealFile } from "@/lib/domain/credentials/held-files";
import { assertDeliverable, type CredentialFiles } from "@/lib/domain/credentials/rules";
import { getWithState, type RunningTarget } from "@/lib/domain/workspace-files/access";

/** The agent, locked, with the state that it was seen in. */
export async function lockRunning(tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }): Promise<RunningTarget> {
  await lockAgent(tx, ctx, agent);
  return getWithState(tx, ctx, agent);
}

/** Keeps files for an agent, sealed; they are written into its workspace at every start. Throws `invalid` beyond the limits. */
export async function holdFiles(tx: Tx, agentId: string, files: CredentialFiles): Promise<void> {
  const held = await heldFiles(agentId, tx);
  assertDeliverable(new Map([...held, ...files]));
  const updatedAt = new Date();
  for (const [path, bytes] of files) {
    const data = { sealed: sealFile(agentId, path, bytes), size: bytes.length, updatedAt };
    const where = { agentId_path: { agentId, path } };
    await tx.credentialFile.upsert({ where, create: { agentId, path, ...data }, update: data });
  }
}
