import { DomainError } from "@/lib/domain/faults";
import { runWish } from "@/lib/domain/runs/queries";
import { askDoor } from "@/lib/runtime/agent-door";
import { liveSettingsOf } from "@/lib/runtime/assemble-run";

/**
 * Hands what may change while an agent runs (read-only mode, SSH grants, time limit) to its server, through the supervisor
 * that holds it; nothing for one that does not run.
 */
export async function applySettings(agentId: string): Promise<void> {
  const wish = await runWish(agentId);
  if (!wish) return;
  try {
    await askDoor(agentId, "settings", { method: "PUT", json: liveSettingsOf(wish) });
  } catch (error) {
    if (!(error instanceof DomainError && error.fault === "not_running")) throw error;
  }
}
