import { doorOf, runWish } from "@/lib/domain/runs/queries";
import { liveSettingsOf } from "@/lib/runtime/assemble-run";

const ANSWER_MS = 10_000;

/** Hands what may change while an agent runs (read-only mode, SSH grants, time limit) to its server; nothing for one that does not run. */
export async function applySettings(agentId: string): Promise<void> {
  const [door, wish] = await Promise.all([doorOf(agentId), runWish(agentId)]);
  if (!door || !wish) return;
  const response = await fetch(`${door.url}/settings`, {
    method: "PUT",
    headers: { authorization: `Bearer ${door.key}`, "content-type": "application/json" },
    body: JSON.stringify(liveSettingsOf(wish)),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  if (!response.ok) throw new Error(`the server of agent ${agentId} did not take its settings (${response.status})`);
}
