import { type BundleExtras, type BundleJson, MODELS, SPEC } from "./bundle";
import { Placeholders, redactArguments, withoutSecrets } from "./placeholders";

const MASK = "********";

/** A server as it may be shown: hidden values are masks. `hidesOauth`: it keeps an OAuth client, which no mask stands for. */
export type ExportServer = {
  name: string;
  description: string;
  transport: string;
  url: string | null;
  headers: Record<string, string>;
  command: string | null;
  args: string[];
  env: Record<string, string>;
  cwd: string | null;
  forceSerialToolCalls: boolean;
  hidesOauth: boolean;
};

/** What an export writes of an agent. `label` is null for a draft; `at` is the time of the version or of its last change. */
export type ExportBundle = {
  name: string;
  description: string;
  label: string | null;
  at: Date;
  architecture: string;
  runbook: string;
  servers: ExportServer[];
  models: { name: string; body: BundleJson }[];
  extras: Omit<BundleExtras, "package" | "models"> & {
    models: string[];
    package: { name: string; version: string } | null;
  };
  kept: BundleJson;
  files: { path: string; size: number; sha256: string }[];
};

/** What was left out; `placeholder` stands in its place, null where nothing does. `what` names it for people. */
export type Redaction = { path: string; placeholder: string | null; what: string };

function writtenServer(server: ExportServer, at: number, placeholders: Placeholders, redactions: Redaction[]) {
  const place = `${SPEC}#mcp-servers[${at}]`;
  const leaveOut = (key: string, what: string, placeholder: string | null) =>
    redactions.push({ path: `${place}.${key}`, placeholder, what: `${what} of MCP server '${server.name}'` });
  const replace = (key: string, short: string, what: string) => {
    const placeholder = placeholders.next(server.name, short);
    leaveOut(key, what, placeholder);
    return placeholder;
  };
  const texts = (key: "headers" | "env", noun: string) =>
    Object.fromEntries(
      Object.entries(server[key]).map(([name, value]) => [
        name,
        value === MASK ? replace(`${key}.${name}`, name, `${noun} ${name}`) : value,
      ]),
    );
  const url = server.url === null ? null : withoutSecrets(server.url);
  if (url !== server.url) leaveOut("url", "The secret part of the address", null);
  const headers = texts("headers", "Header");
  const env = texts("env", "Variable");
  const args = redactArguments(server.args, (place) =>
    replace(`args[${place}]`, `ARG_${place + 1}`, `Argument ${place + 1}`),
  );
  if (server.hidesOauth) leaveOut("oauth-client-config", "The OAuth client", null);
  const { name, description, transport, command, cwd, forceSerialToolCalls } = server;
  const empty = (value: unknown) =>
    value === null || value === "" || (typeof value === "object" && Object.keys(Object(value)).length === 0);
  const fields = { description, transport, url, headers, command, args, env, cwd };
  const filled = Object.fromEntries(Object.entries(fields).filter(([, value]) => !empty(value)));
  return { name, ...filled, "force-serial-tool-calls": forceSerialToolCalls };
}

/** A name for a model's file that every system takes and no other model has. */
export function modelFileNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = name.replace(/[/\\:*?"<>|\p{Cc}]/gu, "_").replace(/^[. ]+|[. ]+$/g, "");
    const base = [...(plain || "model")].slice(0, 50).join("");
    for (let number = 1; ; number++) {
      const file = `${number === 1 ? base : `${base} (${number})`}.yaml`;
      const key = file.normalize("NFC").toUpperCase().toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return file;
    }
  });
}

function knowledgeOf({ kept, files }: ExportBundle) {
  const listed = Array.isArray(kept.knowledge) ? kept.knowledge : [];
  const embedded = new Set(
    listed.flatMap((one) =>
      typeof one === "object" && one !== null && !Array.isArray(one) && one.embedded === true ? [one.name] : [],
    ),
  );
  return files
    .filter(({ path }) => path.startsWith("knowledge/"))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, sha256 }) => {
      const name = path.slice("knowledge/".length);
      return { name, embedded: embedded.has(name), digest: sha256 };
    });
}

/** `agent-spec.yaml` as a value, and what had to be left out of it. Nothing secret is in it. */
export function exportedSpec(bundle: ExportBundle): { spec: object; redactions: Redaction[] } {
  const { name, description, label, architecture, kept, extras, models, servers } = bundle;
  const redactions: Redaction[] = [];
  const placeholders = new Placeholders();
  const [first] = extras.models;
  const slash = first?.indexOf("/") ?? -1;
  const model =
    first === undefined
      ? null
      : slash < 1
        ? { name: first }
        : { provider: first.slice(0, slash), name: first.slice(slash + 1) };
  const { exclude, knowledge: _listed, ...words } = kept;
  const knowledge = knowledgeOf(bundle);
  const files = modelFileNames(models.map((one) => one.name));
  const written = servers.map((server, at) => writtenServer(server, at, placeholders, redactions));
  const agent = {
    name,
    description,
    ...(model ? { model } : {}),
    version: /^v\d+$/.test(label ?? "") ? `${label?.slice(1)}.0.0` : "0.0.0",
    architecture,
    runbook: "runbook.md",
    reasoning: "disabled",
    metadata: { mode: "conversational" },
    ...words,
    ...(knowledge.length > 0 ? { knowledge } : {}),
    ...(files.length > 0 ? { "semantic-data-models": files.map((file) => ({ name: file })) } : {}),
    ...(written.length > 0 ? { "mcp-servers": written } : {}),
  };
  const spec = { "agent-package": { "spec-version": "v2", agents: [agent], ...(exclude ? { exclude } : {}) } };
  return { spec, redactions };
}

/** `muster.yaml` as a value. */
export function exportedExtras({ name, label, at, extras }: ExportBundle, redactions: readonly Redaction[]): object {
  return {
    muster: 1,
    exported: { agent: name, version: label ?? "draft", at: at.toISOString() },
    models: extras.models,
    temperature: extras.temperature,
    "architecture-version": extras.architectureVersion,
    "custom-persona": extras.customPersona,
    skills: extras.skills,
    tools: extras.tools,
    plugins: extras.plugins,
    connections: extras.connections,
    package: extras.package,
    redactions: redactions.map(({ path, placeholder }) => ({ path, placeholder })),
  };
}

/** Where the models of an export lie, in their order. */
export const modelPaths = (names: readonly string[]) => modelFileNames(names).map((file) => MODELS + file);
