/** Names of the chosen rows, in the order in which they were chosen. */
export type Selection = readonly string[];

/**
 * Chooses or gives up one row; with `anchor`, the row that was clicked before, all rows from there to this one become
 * what this one becomes. Rows that are not among `ids` stay as they are.
 */
export function toggledRows(
  selection: Selection,
  ids: readonly string[],
  id: string,
  anchor: string | null,
): Selection {
  const chosen = new Set(selection);
  const on = !chosen.has(id);
  const [from, to] = [anchor === null ? -1 : ids.indexOf(anchor), ids.indexOf(id)];
  const range = from < 0 || to < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
  for (const one of range) {
    if (on) chosen.add(one);
    else chosen.delete(one);
  }
  return [...chosen];
}

/** Chooses all rows that are shown, or gives them up when they are all chosen. */
export function toggledAll(selection: Selection, ids: readonly string[]): Selection {
  const chosen = new Set(selection);
  const all = ids.every((id) => chosen.has(id));
  for (const id of ids) {
    if (all) chosen.delete(id);
    else chosen.add(id);
  }
  return [...chosen];
}
