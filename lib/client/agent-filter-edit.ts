import { type Condition, type FilterTree, type Group, isGroup, type Join } from "./agent-filter";

/** Where a condition stands: [2] at the top, [2, 0] inside the group that stands there. */
export type Place = readonly [number] | readonly [number, number];

const without = <T>(items: readonly T[], at: number): T[] => items.filter((_, index) => index !== at);
const replaced = <T>(items: readonly T[], at: number, item: T): T[] =>
  items.map((one, index) => (index === at ? item : one));

/** Groups with one condition are that condition, and empty ones are gone: what is left is what is said. */
function tidied({ join, items }: FilterTree): FilterTree {
  const kept = items.flatMap((item): (Condition | Group)[] => {
    if (!isGroup(item)) return [item];
    const [first, ...rest] = item.items;
    if (!first) return [];
    return rest.length === 0 ? [first] : [item];
  });
  return { join, items: kept };
}

/** Adds a condition at the end, or into the group at `group`. */
export function addCondition(tree: FilterTree, condition: Condition, group?: number): FilterTree {
  const into = group === undefined ? undefined : tree.items[group];
  if (group === undefined || !into) return { ...tree, items: [...tree.items, condition] };
  const grown: Group = isGroup(into)
    ? { ...into, items: [...into.items, condition] }
    : { join: tree.join === "AND" ? "OR" : "AND", items: [into, condition] };
  return { ...tree, items: replaced(tree.items, group, grown) };
}

/** Replaces the condition at a place. */
export function changeCondition(tree: FilterTree, [at, inner]: Place, condition: Condition): FilterTree {
  const item = tree.items[at];
  if (!item) return tree;
  const next =
    isGroup(item) && inner !== undefined ? { ...item, items: replaced(item.items, inner, condition) } : condition;
  return { ...tree, items: replaced(tree.items, at, next) };
}

/** Takes the condition at a place away; a group with one condition left becomes that condition. */
export function removeCondition(tree: FilterTree, [at, inner]: Place): FilterTree {
  const item = tree.items[at];
  if (!item) return tree;
  if (!isGroup(item) || inner === undefined) return tidied({ ...tree, items: without(tree.items, at) });
  return tidied({ ...tree, items: replaced(tree.items, at, { ...item, items: without(item.items, inner) }) });
}

/** Joins the conditions at the top, or those of the group at `group`, by the other word. */
export function changeJoin(tree: FilterTree, join: Join, group?: number): FilterTree {
  const item = group === undefined ? undefined : tree.items[group];
  if (group === undefined) return { ...tree, join };
  return item && isGroup(item) ? { ...tree, items: replaced(tree.items, group, { ...item, join }) } : tree;
}

/** How many conditions there are in all. */
export function countConditions(tree: FilterTree): number {
  return tree.items.reduce((count, item) => count + (isGroup(item) ? item.items.length : 1), 0);
}
