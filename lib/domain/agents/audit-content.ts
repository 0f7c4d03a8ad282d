import { createHash } from "node:crypto";

/** A longer text is audited by its hash and length. */
const LONGEST_AUDITED = 2_048;

function auditedValue(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const bytes = Buffer.byteLength(value);
  if (bytes <= LONGEST_AUDITED) return value;
  return { sha256: createHash("sha256").update(value).digest("hex"), bytes };
}

/** Facts of an agent as the audit trail keeps them: texts over 2 KiB as hash and length. */
export function audited(facts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, auditedValue(value)]));
}
