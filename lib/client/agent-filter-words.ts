import { type Condition, type FilterTree, type Group, isGroup } from "./agent-filter";
import { type FilterField, findField, findOperator } from "./agent-filter-fields";

/** Gives the name of a person by id; the id itself while it is unknown. */
export type NameOf = (id: string) => string;

const listOf = new Intl.ListFormat("en", { type: "disjunction" });
const dayOf = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

function valueWords(field: FilterField, value: string, nameOf: NameOf): string {
  if (field.kind === "person") return nameOf(value);
  if (field.kind === "day") return dayOf.format(new Date(value));
  return field.options?.find((option) => option.value === value)?.label ?? value;
}

/** A condition in three parts: what is looked at, how, and for what. */
export function conditionWords({ field: id, operator: name, values }: Condition, nameOf: NameOf) {
  const field = findField(id);
  const operator = field && findOperator(field, name);
  if (!field || !operator) return { field: id, operator: name, value: values.join(", ") };
  const words = values.map((value) => valueWords(field, value, nameOf));
  return { field: field.label, operator: operator.label, value: listOf.format(words) };
}

/** "Status is Active or Pending review" */
export function conditionSentence(condition: Condition, nameOf: NameOf): string {
  const { field, operator, value } = conditionWords(condition, nameOf);
  return [field, operator, value].filter(Boolean).join(" ");
}

/** "Name contains bill or Tag is prod" */
export function groupSentence(group: Group, nameOf: NameOf): string {
  return group.items.map((item) => conditionSentence(item, nameOf)).join(` ${group.join.toLowerCase()} `);
}

/** The whole filter in words, groups in brackets. */
export function filterSentence(tree: FilterTree, nameOf: NameOf): string {
  const words = tree.items.map((item) =>
    isGroup(item) ? `(${groupSentence(item, nameOf)})` : conditionSentence(item, nameOf),
  );
  return words.join(` ${tree.join.toLowerCase()} `);
}
