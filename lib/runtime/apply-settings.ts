import { DomainError } from "@/lib/domain/faults";
import { runWish } from "@/lib/domain/runs/queries";
import { agentDoor } from "@/lib/runtime/agent-door";
import { bootDocumentOf } from "@/lib/runtime/assemble-run";

const NOTHING = { template: {}, credentials: new Map<string, Buffer>() };

/** Hands a running agent's server what may change while it runs: read-only mode, SSH grants and the timeout, as they are now. */
export async function applySettings(agentId: string): Promise<void> {
  const wish = await runWish(agentId);
  if (wish?.noted !== "running") return;
  const { readOnly, sshGrants, timeoutSeconds } = bootDocumentOf(wish, NOTHING);
  try {
    await agentDoor.settings(agentId, { readOnly, sshGrants, timeoutSeconds });
  } catch (error) {
    // It ended meanwhile; the next start takes what is in force then.
    if (!(error instanceof DomainError && error.fault === "conflict")) throw error;
  }
}
