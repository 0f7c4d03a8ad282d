import type { Comparison, FieldChange } from "@/lib/contracts/console/wire/version";
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
};

const kindNames: Readonly<Record<string, string>> = {
  tools: "Tools",
  skills: "Skills",
  mcpServers: "MCP servers",
  semanticDataModels: "Semantic data models",
  dataConnections: "Data connections",
  plugins: "Plugins",
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

/** Each difference in one line. */
export function summaryOf({ fields, attachments }: Comparison): string[] {
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join(", ");
  const attached = attachments.map(({ kind, added, removed, reordered }) => {
    const parts = [
      added.length > 0 && `with ${names(added)}`,
      removed.length > 0 && `without ${names(removed)}`,
      reordered.length > 0 && "in another order",
    ].filter((part) => part !== false);
    return `${kindName(kind)}: ${parts.join(", ")}`;
  });
  return [...fields.map(fieldSummary), ...attached];
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
