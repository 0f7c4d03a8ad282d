export type FactChange = { name: string; before: string | null; after: string | null };

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What an audit event says was and is, by name; what is the same on both sides is left out. */
export function factChanges(
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): FactChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .map((name) => ({ name, before: shown(before?.[name]), after: shown(after?.[name]) }))
    .filter((change) => change.before !== change.after);
}
