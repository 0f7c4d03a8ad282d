import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { z } from "zod";
import type { ExportBundle, ExportServer } from "@/lib/packages/agent-zip/export-spec";
import { writeAgentZip } from "@/lib/packages/agent-zip/write-agent-zip";
import { givenTransfers, hashOfBytes, unzipped } from "@/lib/testing/transfer-scene";

const text = fc.string({ unit: "grapheme", maxLength: 120 });
const word = fc.stringMatching(/^[a-z][a-z0-9]{0,11}$/);
const line = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 '"&:#-]{0,20}[a-z]$/);
const json = fc
  .jsonValue({ maxDepth: 3 })
  .filter((value) => !JSON.stringify(value).includes("__proto__"))
  .map((value) => z.json().parse(value));

const remote = fc.record({
  transport: fc.constantFrom("streamable-http", "sse"),
  url: word.map((host): string | null => `https://${host}.example.com/mcp?a=1`),
  headers: fc.constantFrom<Record<string, string>>({}, { Accept: "text/plain" }, { Authorization: "********" }),
});
const local = fc.record({ command: word, args: fc.array(line, { maxLength: 3 }), cwd: fc.constantFrom(null, "/srv") });
const common = { name: line, description: text, forceSerialToolCalls: fc.boolean() };
const nothing = { url: null, headers: {}, command: null, args: [], env: {}, cwd: null, hidesOauth: false };
const server: fc.Arbitrary<ExportServer> = fc.oneof(
  fc.record({ ...common, own: remote }).map(({ own, ...rest }) => ({ ...nothing, ...rest, ...own })),
  fc
    .record({ ...common, own: local })
    .map(({ own, ...rest }) => ({ ...nothing, transport: "stdio", ...rest, ...own, env: { TOKEN: "********" } })),
);

const model = fc.record({ name: line, description: text, extra: json }).map(({ name, description, extra }) => ({
  name,
  body: { name, description, extra, tables: [{ name: "t", base_table: { data_connection_name: "ledger" } }] },
}));

const file = fc.record({
  path: fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => `knowledge/${parts.join("/")}.txt`),
  bytes: fc.uint8Array({ maxLength: 300 }),
});

const agent = fc.record({
  name: line,
  description: text,
  runbook: text,
  models: fc.uniqueArray(
    word.map((name) => `openai/${name}`),
    { maxLength: 3 },
  ),
  temperature: fc.option(fc.constantFrom(0, 0.3, 2)),
  customPersona: fc.option(text.filter((one) => one !== "")),
  servers: fc.uniqueArray(server, { maxLength: 3, selector: ({ name }) => name }),
  semanticModels: fc.uniqueArray(model, { maxLength: 2, selector: ({ name }) => name.toLowerCase() }),
  files: fc.uniqueArray(file, { maxLength: 4, selector: ({ path }) => path }),
  starter: text,
  settings: json,
});

type Drawn = typeof agent extends fc.Arbitrary<infer A> ? A : never;

/** The zip of an agent as another deployment would write it. */
function zipOf({
  models,
  temperature,
  customPersona,
  servers,
  semanticModels,
  files,
  starter,
  settings,
  ...own
}: Drawn) {
  const contents = new Map(files.map(({ bytes }) => [hashOfBytes(bytes), Buffer.from(bytes)]));
  const bundle: ExportBundle = {
    ...own,
    ...{ label: "v3", at: new Date(0), architecture: "agent", servers, models: semanticModels },
    kept: { "conversation-starter": starter, "agent-settings": settings },
    files: files.map(({ path, bytes }) => ({ path, size: bytes.length, sha256: hashOfBytes(bytes) })),
    extras: {
      ...{ models, temperature, customPersona, architectureVersion: "1.0.0", package: null },
      ...{ skills: [], tools: [], plugins: [], connections: [] },
    },
  };
  return buffer(writeAgentZip(bundle, async (sha256) => Readable.from([contents.get(sha256) ?? Buffer.alloc(0)])));
}

type Yaml = { [key: string]: unknown };
const yamlIn = (files: Map<string, string>, path: string) => load(files.get(path) ?? "") as Yaml;
const agentIn = (files: Map<string, string>) =>
  (yamlIn(files, "agent-spec.yaml")["agent-package"] as { agents: Yaml[] }).agents[0] ?? {};

/** The files without those that say when and of what, and what had to be set by hand. */
function comparable(files: Map<string, string>) {
  const { exported: _, redactions: _redactions, ...muster } = yamlIn(files, "muster.yaml");
  const { "mcp-servers": servers = [], version: _version, ...agent } = agentIn(files);
  const plain = (map: unknown) => Object.entries(Object(map)).filter(([, value]) => !String(value).startsWith("${"));
  const reached = (servers as Yaml[]).map(({ headers, env, args, ...rest }) => ({
    ...rest,
    headers: plain(headers),
    env: plain(env),
    args: ((args ?? []) as string[]).map((arg) => arg.replace(/\$\{.*\}/, "")),
  }));
  const models = [...files.keys()].filter((path) => path.startsWith("semantic-data-models/"));
  const others = [...files].filter(([path]) => path.startsWith("knowledge/") || path === "runbook.md");
  return { muster, agent, reached, models: models.map((path) => [path, yamlIn(files, path)]), others };
}

const without = (files: Map<string, string>) =>
  [...files].map(([path, body]) => [path, body.replace(/^ {2}at: .*$/m, "")] as const);

test("what is imported, exported, imported elsewhere and exported again is the same agent", async () => {
  await fc.assert(
    fc.asyncProperty(agent, async (drawn) => {
      const [here, there] = [await givenTransfers(), await givenTransfers()];
      const source = await zipOf(drawn);
      const once = await here.bring(source);
      const first = await here.zipOf(once.id);
      const twice = await there.bring(first);
      const second = await there.zipOf(twice.id);
      expect(once).toMatchObject({ name: drawn.name, description: drawn.description, runbook_text: drawn.runbook });
      expect(comparable(await unzipped(first))).toEqual(comparable(await unzipped(source)));
      expect(without(await unzipped(second))).toEqual(without(await unzipped(first)));
      expect((await here.zipOf(once.id)).equals(first)).toBe(true);
    }),
    { numRuns: 25 },
  );
}, 120_000);
