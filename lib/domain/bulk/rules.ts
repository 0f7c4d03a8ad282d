import { DomainError } from "@/lib/domain/faults";

/** What may be done to many things in one request. */
export const agentActions = ["enable", "disable", "delete"] as const;
export const tagActions = ["addTags", "removeTags"] as const;
/** Documented, but not served yet. */
export const laterActions = ["share"] as const;

export const MOST_BULK_IDS = 100;
/** So many items run at a time. */
export const BULK_LANES = 8;
/** The whole request, ms. */
export const BULK_TIME = 120_000;
/** An item may take as long as its transaction, ms; none is begun that could outlast the request. */
export const LONGEST_ITEM = 15_000;

/** Ids in the given order, repeats once. */
export function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

/** The refusal of enable and disable for an agent that is there but has no package to switch, else the error as it is. */
export function withoutPackage(
  error: DomainError,
  agent: { name: string; packaged: boolean } | undefined,
): DomainError {
  if (error.fault !== "not_found" || !agent || agent.packaged) return error;
  return new DomainError("conflict", `Agent '${agent.name}' has no package that could be switched on or off`);
}
