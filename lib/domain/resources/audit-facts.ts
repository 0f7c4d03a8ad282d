import { cutText } from "@/lib/domain/cut-text";

const LONGEST_TEXT = 500;
const LARGEST_VALUE = 2_000;

function brief(value: unknown): unknown {
  if (typeof value === "string") return value.length > LONGEST_TEXT ? `${cutText(value, LONGEST_TEXT)}…` : value;
  const size = JSON.stringify(value)?.length ?? 0;
  return size > LARGEST_VALUE ? `(${size} characters)` : value;
}

/** Columns for the audit trail, which keeps no whole documents. They are the shown ones, so nothing hidden is among them. */
export function shortened(columns: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, brief(value)]));
}

/** The columns that differ, as they were and as they are now. */
export function differences(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): { before: Record<string, unknown>; after: Record<string, unknown> } | null {
  const changed = Object.keys(after).filter((name) => canonical(before[name]) !== canonical(after[name]));
  if (changed.length === 0) return null;
  const of = (columns: Record<string, unknown>) =>
    shortened(Object.fromEntries(changed.map((name) => [name, columns[name]])));
  return { before: of(before), after: of(after) };
}

/** JSON whose keys have one order, because the database does not keep the one that was sent. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
