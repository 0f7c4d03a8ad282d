import { type FilterField, findField, findOperator, hole, type Operator, operators } from "./agent-filter-fields";
import { parseJson } from "./api-error";

export type Join = "AND" | "OR";
/** One chip: "Status is Active or Pending review". Field and operator are those of the table of fields. */
export type Condition = { field: string; operator: string; values: readonly string[] };
export type Group = { join: Join; items: readonly Condition[] };
/** What the chips say: conditions and groups of conditions, two levels deep. */
export type FilterTree = { join: Join; items: readonly (Condition | Group)[] };

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export const emptyTree: FilterTree = { join: "AND", items: [] };

/** Whether an item of a tree is a group. */
export function isGroup(item: Condition | Group): item is Group {
  return "items" in item;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function fill(template: Operator["template"], values: readonly string[]): Json {
  if (template === hole.list) return values;
  if (template === hole.text) return values[0] ?? "";
  if (template === hole.number) return Number(values[0]);
  if (typeof template !== "object") return template;
  return Object.fromEntries(Object.entries(template).map(([key, inner]) => [key, fill(inner, values)]));
}

/** The values in the template's holes; null when the JSON is of another shape. */
function match(template: Operator["template"], json: unknown): readonly string[] | null {
  if (template === hole.text) return typeof json === "string" && json !== "" ? [json] : null;
  if (template === hole.number) return typeof json === "number" ? [String(json)] : null;
  if (template === hole.list) {
    const texts = Array.isArray(json) ? json.filter((one) => typeof one === "string") : [];
    return Array.isArray(json) && texts.length > 0 && texts.length === json.length ? texts : null;
  }
  if (typeof template !== "object") return template === json ? [] : null;
  if (!isObject(json) || Object.keys(json).length !== Object.keys(template).length) return null;
  const found = Object.entries(template).map(([key, inner]) => (key in json ? match(inner, json[key]) : null));
  return found.every((values) => values !== null) ? found.flat() : null;
}

/** Whether a condition says something complete that its field understands. */
export function isComplete({ field: id, operator: name, values }: Condition): boolean {
  const field = findField(id);
  const operator = field && findOperator(field, name);
  if (!field || !operator) return false;
  if (operator.takes === "none") return values.length === 0;
  if (values.length === 0 || values.length > 100 || (operator.takes === "one" && values.length > 1)) return false;
  return values.every((value) => isValue(field, value));
}

function isValue({ kind, options }: FilterField, value: string): boolean {
  if (options) return options.some((option) => option.value === value);
  if (kind === "number") return /^\d{1,10}$/.test(value) && Number(value) <= 2_147_483_647;
  if (kind === "day") return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
  return value.trim() !== "" && value.length <= 1000;
}

function conditionJson({ field: id, operator: name, values }: Condition): Json {
  const field = findField(id);
  const operator = field && findOperator(field, name);
  return operator ? { [id]: fill(operator.template, values) } : {};
}

/** The filter of contract `registry` that a tree stands for, as compact JSON; empty for a tree without conditions. */
export function filterText({ join, items }: FilterTree): string {
  const members = items
    .filter((item) => !isGroup(item) || item.items.length > 0)
    .map((item): Json => (isGroup(item) ? { [item.join]: item.items.map(conditionJson) } : conditionJson(item)));
  return members.length === 0 ? "" : JSON.stringify({ [join]: members });
}

function readCondition(json: unknown): Condition | null {
  const [entry, ...rest] = isObject(json) ? Object.entries(json) : [];
  const field = entry && findField(entry[0]);
  if (!entry || !field || rest.length > 0) return null;
  for (const operator of operators[field.kind]) {
    const values = match(operator.template, entry[1]);
    const condition = values && { field: field.id, operator: operator.id, values };
    if (condition && isComplete(condition)) return condition;
  }
  return null;
}

function readMembers<Item>(
  json: unknown,
  read: (member: unknown) => Item | null,
): { join: Join; items: Item[] } | null {
  const [entry, ...rest] = isObject(json) ? Object.entries(json) : [];
  if (!entry || rest.length > 0) return null;
  const [join, members] = entry;
  if ((join !== "AND" && join !== "OR") || !Array.isArray(members)) return null;
  const items = members.map(read);
  const known = items.filter((item) => item !== null);
  return known.length === items.length && known.length > 0 ? { join, items: known } : null;
}

/** The chips of a filter; null when it says something that chips cannot say. Undoes `filterText`. */
export function readFilter(text: string): FilterTree | null {
  if (text === "") return emptyTree;
  return readMembers<Condition | Group>(
    parseJson(text),
    (member) => readCondition(member) ?? readMembers(member, readCondition),
  );
}
