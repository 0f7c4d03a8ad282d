import { DomainError } from "@/lib/domain/faults";
import { liveLabelOf, runWish } from "@/lib/domain/runs/queries";
import { askDoor } from "@/lib/runtime/agent-door";
import { runContextOf } from "@/lib/runtime/assemble-run";
import { inTurn } from "@/lib/runtime/in-turn";

// What was read first must not arrive last: the agent would be left with what has been changed since.
const turn = inTurn();

/**
 * Hands a running agent what it is told now; its log says which version that is. Nothing for one that does not run, and
 * for one that is told the same already.
 */
export function applyContext(agentId: string): Promise<void> {
  return turn(agentId, () => tell(agentId));
}

async function tell(agentId: string): Promise<void> {
  const wish = await runWish(agentId);
  if (!wish) return;
  const [label, context] = [await liveLabelOf(agentId), await runContextOf(wish)];
  try {
    await askDoor(agentId, "context", { method: "PUT", json: { label, context } });
  } catch (error) {
    if (!(error instanceof DomainError && error.fault === "not_running")) throw error;
  }
}
