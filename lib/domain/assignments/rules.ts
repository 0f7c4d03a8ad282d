export const assignmentKinds = ["mcpServers", "skills", "tools"] as const;
/** What can be assigned to an agent as a whole set. */
export type AssignmentKind = (typeof assignmentKinds)[number];

/** What is attached to an agent and detached from it one by one. */
export type AttachableKind = "mcpServers" | "semanticDataModels" | "dataConnections";

/** Repeats dropped, the first one stays where it was. */
export function withoutRepeats(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

/** What a new set adds to the old one and takes from it. */
export function setDifference(before: readonly string[], after: readonly string[]) {
  return {
    added: after.filter((id) => !before.includes(id)),
    removed: before.filter((id) => !after.includes(id)),
  };
}

/** Whether two lists hold the same in the same order. */
export function sameOrder(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((id, i) => id === after[i]);
}
