import type { Omission } from "@/lib/packages/agent-zip/bundle";
import type { Redaction } from "@/lib/packages/agent-zip/export-spec";
import { withoutSecrets } from "@/lib/packages/agent-zip/placeholders";

/** What an import makes or finds for one thing of the package. */
export type Arrival = { name: string; found: boolean };

/** What an import would make, for people to look at before it does. */
export type ImportPreview = {
  name: string;
  packageName: string;
  description: string;
  architecture: string;
  models: string[];
  temperature: number | null;
  /** Code points. */
  runbookLength: number;
  servers: Arrival[];
  semanticModels: Arrival[];
  connections: string[];
  skills: string[];
  tools: string[];
  plugins: string[];
  files: { path: string; size: number }[];
  omissions: Omission[];
};

/** The first of `name`, `name (2)`, `name (3)`, … that is not taken; never longer than `longest` characters. */
export function freeName(name: string, taken: ReadonlySet<string>, longest: number): string {
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? "" : ` (${number})`;
    const candidate = [...name].slice(0, longest - suffix.length).join("") + suffix;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Names that `freeName` may try, so that they can be looked up at once: those that begin like it. */
export const nameBeginning = (name: string, longest: number) => [...name].slice(0, longest - 8).join("");

type Reachable = { transport: string; url: string | null; command: string | null };

/** Whether two servers are reached in the same way; secrets in an address do not count, because they do not travel. */
export function reachedAlike(a: Reachable, b: Reachable): boolean {
  if (a.transport !== b.transport) return false;
  if (a.url !== null && b.url !== null) return withoutSecrets(a.url) === withoutSecrets(b.url);
  return a.url === null && b.url === null && a.command !== null && a.command === b.command;
}

/** A file name for an export: `invoice-roast-v3.zip`. */
export function exportFileName(name: string, label: string | null): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);
  const version = (label ?? "draft").replace(/[^A-Za-z0-9._-]+/g, "-").slice(0, 40);
  return `${slug || "agent"}-${version}.zip`;
}

/** What an export holds nothing of, besides values of the spec: files with secrets, and the code of a package. */
export function leftOut(files: readonly Redaction[], source: { name: string; version: string } | null) {
  const secret = files.map(({ path, what }) => ({ path, message: what }));
  if (source === null) return secret;
  const message = `The code of package '${source.name}' ${source.version} does not travel; download the package itself`;
  return [...secret, { path: `${source.name}-${source.version}`, message }];
}
