import type { AttachmentChange, Comparison, FieldChange } from "@/lib/contracts/console/wire/version";
import { ApiError } from "./api-error";
import { countChanges } from "./diff-rows";

const fieldNames: Readonly<Record<string, string>> = {
  description: "Description",
  instructions: "Instructions",
  models: "Models",
  temperature: "Temperature",
  architectureName: "Architecture",
  architectureVersion: "Architecture version",
  inputSchemaId: "Input schema",
  outputSchemaId: "Output schema",
  modelSettings: "Model settings",
  personaId: "Persona",
  useCustomPersona: "Own persona",
  customPersonaPrompt: "Text of the persona",
  specFields: "Fields of the package",
};

const kindNames: Readonly<Record<string, string>> = {
  tools: "Tools",
  skills: "Skills",
  mcpServers: "MCP servers",
  semanticDataModels: "Semantic data models",
  dataConnections: "Data connections",
  plugins: "Plugins",
  files: "Files",
};

/** What a field of an agent's content is called. */
export function fieldName(field: string): string {
  return fieldNames[field] ?? field;
}

/** What a kind of attachment is called. */
export function kindName(kind: string): string {
  return kindNames[kind] ?? kind;
}

/** A value of a field in one line. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === "") return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object") return Object.keys(value).length === 0 ? "none" : JSON.stringify(value);
  return String(value);
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function fieldSummary({ field, change, before, after, hunks }: FieldChange): string {
  if (change === "removed") return `${fieldName(field)}: removed`;
  if (change === "added") return `${fieldName(field)}: added`;
  if (!hunks)
    return `${fieldName(field)}: ${hunks === null ? "rewritten" : `${valueText(before)} → ${valueText(after)}`}`;
  const { additions, deletions } = countChanges(hunks);
  return `${fieldName(field)}: ${counted(additions, "line")} added, ${counted(deletions, "line")} removed`;
}

/** What is called differently from its id: a file by its path. */
export function thingName(kind: AttachmentChange["kind"], { id, name }: { id: string; name: string }): string {
  return kind === "files" ? id : name;
}

function attachmentSummary({ kind, added, removed, changed }: AttachmentChange): string[] {
  const names = (list: readonly { id: string; name: string }[]) => list.map((one) => thingName(kind, one)).join(", ");
  const parts = [
    added.length > 0 && `with ${names(added)}`,
    removed.length > 0 && `without ${names(removed)}`,
    changed.length > 0 && (kind === "plugins" ? "in another order" : `${names(changed)} changed`),
  ].filter((part) => part !== false);
  return parts.length === 0 ? [] : [`${kindName(kind)}: ${parts.join(", ")}`];
}

/** Each difference in one line. What a mapping explains is none. */
export function summaryOf({ fields, attachments }: Pick<Comparison, "fields" | "attachments">): string[] {
  return [...fields.map(fieldSummary), ...attachments.flatMap(attachmentSummary)];
}

/** Each resource that stands in for another, in one line. */
export function exchangesOf({ attachments }: Pick<Comparison, "attachments">): string[] {
  return attachments.flatMap(({ mapped }) => mapped.map(({ from, to }) => `${from.name} → ${to.name}`));
}

/** What one side of a comparison is called. */
export function sideName({ ref, label }: Comparison["from"]): string {
  if (ref === "draft" && label === null) return "Draft";
  if (label === null) return "Nothing live";
  return ref === "live" ? `${label} (live)` : label;
}

/** What must be given up before a version can be taken, as the server refused; null for other failures. */
export function demandOf(error: unknown): "discardDraft" | "dropMissing" | null {
  if (!(error instanceof ApiError)) return null;
  if (error.code === "draft_exists") return "discardDraft";
  return error.code === "resource_missing" ? "dropMissing" : null;
}
