import type { YamlValue } from "../read-yaml";

export type BundleJson = { [key: string]: YamlValue };

/** Something that did not arrive, by a closed code; `path` leads to it: file, `#`, key. */
export const omissionCodes = [
  "renamed",
  "secret_redacted",
  "connection_missing",
  "skill_missing",
  "tool_missing",
  "plugin_missing",
  "file_missing",
  "file_dropped",
  "field_ignored",
  "package_not_imported",
] as const;
export type OmissionCode = (typeof omissionCodes)[number];
export type Omission = { code: OmissionCode; path: string; message: string };

/** A server as a package describes it; what is only a placeholder is absent. */
export type BundleServer = {
  name: string;
  description: string;
  transport: "streamable-http" | "sse" | "stdio";
  url: string | null;
  headers: Record<string, string>;
  command: string | null;
  args: string[];
  env: Record<string, string>;
  cwd: string | null;
  forceSerialToolCalls: boolean;
};

/** A semantic data model; `path` is that of its file. */
export type BundleModel = { path: string; body: BundleJson };

/** What has no place in the layout of others and stands in `muster.yaml`. Null or empty where the file says nothing. */
export type BundleExtras = {
  models: string[] | null;
  temperature: number | null;
  architectureVersion: string | null;
  customPersona: string | null;
  skills: string[];
  tools: string[];
  plugins: string[];
  connections: { name: string; engine: string }[];
  package: boolean;
};

/** An agent as a zip holds it, without the bytes of its files. */
export type Bundle = {
  name: string;
  description: string;
  model: string | null;
  version: string | null;
  architecture: string;
  runbook: string;
  servers: BundleServer[];
  models: BundleModel[];
  extras: BundleExtras;
  /** Fields of the spec that are kept word for word. */
  kept: BundleJson;
};

/** A package whose files are fine as a zip and make no agent; the message begins with the file. */
export class BundleRefused extends Error {
  override readonly name = "BundleRefused";

  constructor(file: string, what: string) {
    super(`${file}: ${what}`);
  }
}

export const SPEC = "agent-spec.yaml";
export const MUSTER = "muster.yaml";
export const RUNBOOK = "runbook.md";
export const MODELS = "semantic-data-models/";

/** Fields of an agent in the spec that Muster does not read and gives back as they came. */
export const keptFields = [
  "conversation-guide",
  "action-packages",
  "knowledge",
  "reasoning",
  "conversation-starter",
  "welcome-message",
  "document-intelligence",
  "metadata",
  "selected-tools",
  "agent-settings",
] as const;
