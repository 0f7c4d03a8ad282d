import type { Omission } from "@/lib/contracts/releases/wire/transfers";
import { ApiError } from "./api-error";

/** What people do about an omission: first what the agent needs before it works, then what stays behind. */
export type OmissionGroups = {
  /** Names of the data connections that models read from and that are not there, each once. */
  connections: string[];
  secrets: Omission[];
  /** Skills, tools and plugins that are not there, and the package that it ran from. */
  missing: Omission[];
  /** Servers and models whose name was taken; of the agent the import asks. */
  renamed: Omission[];
  dropped: Omission[];
};

const groupOf: Readonly<Record<Omission["code"], Exclude<keyof OmissionGroups, "connections"> | null>> = {
  connection_missing: null,
  secret_redacted: "secrets",
  skill_missing: "missing",
  tool_missing: "missing",
  plugin_missing: "missing",
  package_not_imported: "missing",
  renamed: "renamed",
  file_missing: "dropped",
  file_dropped: "dropped",
  field_ignored: "dropped",
};

const AGENT_NAME = "agent-spec.yaml#name";

/** The name that a sentence of the server speaks of: what stands between its first and its last quote. */
export function namedIn(sentence: string): string | null {
  return /'(.+)'/su.exec(sentence)?.[1] ?? null;
}

/** Sorts what did not arrive by what is to be done about it. */
export function groupOmissions(omissions: readonly Omission[]): OmissionGroups {
  const groups: OmissionGroups = { connections: [], secrets: [], missing: [], renamed: [], dropped: [] };
  for (const omission of omissions) {
    const group = groupOf[omission.code];
    if (group !== null && omission.path !== AGENT_NAME) groups[group].push(omission);
    const name = group === null ? namedIn(omission.message) : null;
    if (name !== null && !groups.connections.includes(name)) groups.connections.push(name);
  }
  return groups;
}

/** How many things somebody has still to see to before the agent works as it did. */
export function countOpen({ connections, secrets, missing }: OmissionGroups): number {
  return connections.length + secrets.length + missing.length;
}

const advice: Readonly<Record<string, string>> = {
  invalid_archive: "Choose the .zip file that an export gave you; if it was cut off, download it again.",
  unsafe_archive: "Nothing was kept. Take this entry out of the zip, or ask who made it for a clean export.",
  invalid_package: "Correct this in the file, zip the folder again and choose the new zip.",
  too_large: "Take out what the agent does not need, such as data sets and caches, and zip it again.",
  quota_exceeded: "Remove an agent, or ask an admin of the workspace for a higher quota.",
  idempotency_conflict: "The import before this one still runs. Wait a moment and try again.",
};

/** What to do about a refused import; null where its sentence says it. */
export function importAdvice(error: unknown): string | null {
  return error instanceof ApiError ? (advice[error.code] ?? null) : null;
}
