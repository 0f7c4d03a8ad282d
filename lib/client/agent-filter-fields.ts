import { hostingOptions } from "./agent-hosting";

/** How a field's value is asked for. */
export type FieldKind = "text" | "choice" | "person" | "day" | "number" | "named";
export type Option = { value: string; label: string };

/** What stands in a template where a value goes: one text, a whole number, or a list of texts. */
export const hole = { text: "$text", number: "$number", list: "$list" } as const;
type Template = string | boolean | { readonly [key: string]: Template };

export type Operator = {
  id: string;
  /** Stands between field and value: "Name contains bill". */
  label: string;
  /** How many values it takes. */
  takes: "none" | "one" | "several";
  /** What the field is compared with in the filter of contract `registry`, with holes. */
  template: Template;
};

export type FilterField = { id: string; label: string; kind: FieldKind; options?: readonly Option[] };

const anyCase = { mode: "insensitive" } as const;

/** What can be asked of each kind of field; the first is offered first. */
export const operators: Readonly<Record<FieldKind, readonly Operator[]>> = {
  text: [
    { id: "contains", label: "contains", takes: "one", template: { contains: hole.text, ...anyCase } },
    { id: "lacks", label: "does not contain", takes: "one", template: { not: { contains: hole.text, ...anyCase } } },
    { id: "is", label: "is", takes: "one", template: { eq: hole.text } },
    { id: "isNot", label: "is not", takes: "one", template: { ne: hole.text } },
    { id: "starts", label: "starts with", takes: "one", template: { startsWith: hole.text, ...anyCase } },
    { id: "ends", label: "ends with", takes: "one", template: { endsWith: hole.text, ...anyCase } },
  ],
  choice: [
    { id: "is", label: "is", takes: "several", template: { in: hole.list } },
    { id: "isNot", label: "is not", takes: "several", template: { notIn: hole.list } },
  ],
  person: [
    { id: "is", label: "is", takes: "several", template: { in: hole.list } },
    { id: "isNot", label: "is not", takes: "several", template: { notIn: hole.list } },
    { id: "none", label: "is nobody", takes: "none", template: { isNull: true } },
    { id: "any", label: "is somebody", takes: "none", template: { isNull: false } },
  ],
  day: [
    { id: "since", label: "is on or after", takes: "one", template: { gte: hole.text } },
    { id: "before", label: "is before", takes: "one", template: { lt: hole.text } },
  ],
  number: [
    { id: "is", label: "is", takes: "one", template: { eq: hole.number } },
    { id: "least", label: "is at least", takes: "one", template: { gte: hole.number } },
    { id: "most", label: "is at most", takes: "one", template: { lte: hole.number } },
  ],
  named: [
    { id: "has", label: "is", takes: "several", template: { some: { name: { in: hole.list } } } },
    { id: "lacks", label: "is not", takes: "several", template: { none: { name: { in: hole.list } } } },
    { id: "any", label: "is any", takes: "none", template: { some: {} } },
    { id: "none", label: "is none", takes: "none", template: { none: {} } },
  ],
};

export const reviewOptions: readonly Option[] = [
  { value: "PENDING", label: "Pending review" },
  { value: "ACTIVE", label: "Active" },
  { value: "REJECTED", label: "Declined" },
  { value: "DISABLED", label: "Disabled" },
];
const runOptions: readonly Option[] = [
  { value: "running", label: "Running" },
  { value: "stopped", label: "Stopped" },
  { value: "exited", label: "Exited" },
];
const lifecycleOptions: readonly Option[] = [
  { value: "draft", label: "Draft" },
  { value: "live", label: "Live" },
];

/** What agents can be filtered by. Ids are the field names of contract `registry` §5.2 and §5.4. */
export const filterFields: readonly FilterField[] = [
  { id: "reviewStatus", label: "Status", kind: "choice", options: reviewOptions },
  { id: "runState", label: "Run state", kind: "choice", options: runOptions },
  { id: "tags", label: "Tag", kind: "named" },
  { id: "name", label: "Name", kind: "text" },
  { id: "description", label: "Description", kind: "text" },
  { id: "ownerId", label: "Owner", kind: "person" },
  { id: "createdBy", label: "Creator", kind: "person" },
  { id: "lifecycleState", label: "Lifecycle", kind: "choice", options: lifecycleOptions },
  { id: "hosting", label: "Hosting", kind: "choice", options: hostingOptions },
  { id: "type", label: "Type", kind: "text" },
  { id: "createdAt", label: "Created", kind: "day" },
  { id: "updatedAt", label: "Updated", kind: "day" },
  { id: "number", label: "Number", kind: "number" },
  { id: "tools", label: "Tool", kind: "named" },
  { id: "skills", label: "Skill", kind: "named" },
  { id: "mcpServers", label: "MCP server", kind: "named" },
  { id: "plugins", label: "Plugin", kind: "named" },
];

/** The field of this name; undefined for one that chips do not know. */
export function findField(id: string): FilterField | undefined {
  return filterFields.find((field) => field.id === id);
}

/** The operator of a field by its name. */
export function findOperator(field: FilterField, id: string): Operator | undefined {
  return operators[field.kind].find((operator) => operator.id === id);
}
