import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import { holdFiles, lockRunning } from "@/lib/domain/credentials/access";
import { heldFiles } from "@/lib/domain/credentials/held-files";
import { assertDeliverable, type CredentialFiles, tracesOf } from "@/lib/domain/credentials/rules";
import { assertContainer, assertRunning, type RunningTarget } from "@/lib/domain/workspace-files/access";

/** Writes files into a running agent's workspace, all or none; throws what the agent refuses. */
export type Deliver = (agentId: string, files: CredentialFiles) => Promise<void>;
type Injection = { agent: AgentRef; files: CredentialFiles | null; deliver: Deliver };

/** The files reach the workspace and are held, or neither: the delivery is the last thing before the commit. */
export async function deliverAndHold(
  { tx, target, change }: Step<RunningTarget>,
  files: CredentialFiles,
  deliver: Deliver,
): Promise<string[]> {
  assertDeliverable(files);
  await holdFiles(tx, target.id, files);
  change.record({ after: { files: tracesOf(files) } });
  await deliver(target.id, files);
  return [...files.keys()];
}

/**
 * Writes credential files into a running agent and keeps them, sealed, for its next starts; null: what is held is written
 * again. Throws `not_running`, `invalid`, `unavailable`.
 */
export const injectCredentials = command({
  permission: "agents.credentials",
  audit: "credentials.injected",
  target: (tx, ctx, { agent }: Injection) => lockRunning(tx, ctx, { agent }),
  run: async (step: Step<RunningTarget>, { files, deliver }): Promise<string[]> => {
    assertContainer(step.target);
    assertRunning(step.target);
    return deliverAndHold(step, files ?? (await heldFiles(step.target.id, step.tx)), deliver);
  },
});
