import { switchOf } from "@/lib/domain/agent-settings/rules";
import { DomainError } from "@/lib/domain/faults";

/** The switches that a change names, at least one. Throws `invalid`. */
export function switchesOf(expose: unknown, consume: unknown): { expose?: boolean; consume?: boolean } {
  if (expose === undefined && consume === undefined)
    throw new DomainError("invalid", "Send expose_enabled or consume_enabled, true or false");
  return {
    ...(expose === undefined ? {} : { expose: switchOf("expose_enabled", expose) }),
    ...(consume === undefined ? {} : { consume: switchOf("consume_enabled", consume) }),
  };
}

/** Whether a run has other folders mounted than its settings ask for. */
export function mountsDiffer(
  wanted: { exposes: boolean; sourceIds: readonly string[] },
  present: { exposes: boolean; sourceIds: readonly string[] },
): boolean {
  const sorted = (ids: readonly string[]) => [...ids].sort().join();
  return wanted.exposes !== present.exposes || sorted(wanted.sourceIds) !== sorted(present.sourceIds);
}
