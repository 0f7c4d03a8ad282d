import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { buildZip, type ZipPart } from "@/lib/testing/zip-builder";
import { ZipArchive } from "../zip/zip-archive";
import { agentZipLimits } from "../zip/zip-limits";
import type { ExportBundle } from "./export-spec";
import { readAgentZip } from "./read-agent-zip";
import { writeAgentZip } from "./write-agent-zip";

const folder = mkdtempSync(join(tmpdir(), "muster-agent-zip-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(bytes: Buffer) {
  const path = join(folder, `${createHash("sha256").update(bytes).digest("hex")}.zip`);
  writeFileSync(path, bytes);
  const archive = await ZipArchive.open(path, agentZipLimits);
  try {
    return await readAgentZip(archive);
  } finally {
    await archive.close();
  }
}

const spec = (agent: string, more = "") =>
  `agent-package:\n  spec-version: v2\n  agents:\n    - name: Invoice Roast\n      runbook: runbook.md\n${agent}${more}`;
const zipOf = (agentSpec: string, parts: ZipPart[] = []) =>
  buildZip([{ path: "agent-spec.yaml", body: agentSpec }, { path: "runbook.md", body: "## Objective\n" }, ...parts]);

const contents = new Map<string, Buffer>();
function stored(path: string, text: string) {
  const bytes = Buffer.from(text);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  contents.set(sha256, bytes);
  return { path, size: bytes.length, sha256 };
}
const open = async (sha256: string) => Readable.from([contents.get(sha256) ?? Buffer.alloc(0)]);

const canary = "hunter2-canary";
const sample = (): ExportBundle => ({
  name: "Invoice Roast",
  description: "Forensic: 'expense' analyst.",
  label: "v3",
  at: new Date("2026-07-04T07:58:01.114Z"),
  architecture: "agent",
  runbook: "## Objective\r\nExtract – and check.\n\n",
  servers: [
    {
      ...{ name: "Invoice tools", description: "", transport: "streamable-http", command: null, cwd: null, env: {} },
      ...{ url: `https://u:${canary}@tools.example/mcp?a=1&token=${canary}`, args: [], forceSerialToolCalls: false },
      ...{ headers: { Accept: "application/json", Authorization: "********" }, hidesOauth: false },
    },
    {
      ...{ name: "Local", description: "d", transport: "stdio", url: null, headers: {}, cwd: "/srv", hidesOauth: true },
      ...{
        command: "run",
        args: ["--api-key", canary, `--token=${canary}`, "--port", "80"],
        forceSerialToolCalls: true,
      },
      env: { API_TOKEN: "********" },
    },
  ],
  models: [
    { name: "Receipts", body: { name: "Receipts", tables: [{ name: "r", x: "2026-01-01", n: 1.5 }] } },
    { name: "receipts", body: { name: "receipts", schemas: [{ a: null }] } },
  ],
  extras: {
    ...{ models: ["openai/gpt-4o", "anthropic/claude"], temperature: 0.3, architectureVersion: "1.0.0" },
    ...{ customPersona: null, skills: ["pdf"], tools: ["rates"], plugins: ["ledger-pack"] },
    ...{ connections: [{ name: "ledger-prod", engine: "postgres" }], package: null },
  },
  kept: { "conversation-starter": "Check: this", "agent-settings": { a: [1, true] }, exclude: ["./*.tmp"] },
  files: [
    stored("actions/Acme/ledger/package.yaml", "name: Ledger\nversion: 1.2.0\n"),
    stored("knowledge/vat-rates.csv", "DE;19\n"),
    stored("README.md", "# Read me"),
  ],
});

test("what an export writes is read back; a second export has the same bytes", async () => {
  const bytes = await buffer(writeAgentZip(sample(), open));
  const { bundle, files, omissions } = await read(bytes);
  const original = sample();
  expect(bundle).toMatchObject({
    ...{ name: original.name, description: original.description, runbook: original.runbook, version: "3.0.0" },
    ...{ architecture: "agent", model: "openai/gpt-4o", extras: { ...original.extras, package: false } },
  });
  expect(bundle.models.map(({ body }) => body)).toEqual(original.models.map(({ body }) => body));
  expect(bundle.kept).toMatchObject(original.kept);
  expect(files.map(({ path, size, sha256 }) => ({ path, size, sha256 }))).toEqual(
    original.files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  );
  expect(omissions.map(({ code, path }) => `${code} ${path}`)).toEqual([
    "secret_redacted agent-spec.yaml#mcp-servers[0].headers.Authorization",
    "secret_redacted agent-spec.yaml#mcp-servers[1].args[1]",
    "secret_redacted agent-spec.yaml#mcp-servers[1].args[2]",
    "secret_redacted agent-spec.yaml#mcp-servers[1].env.API_TOKEN",
  ]);
  expect(await buffer(writeAgentZip(sample(), open))).toEqual(bytes);
  const again = { ...original, kept: bundle.kept, runbook: bundle.runbook };
  expect((await read(await buffer(writeAgentZip(again, open)))).bundle).toEqual(bundle);
});

test("no secret and no key file leaves, and what was left out is listed", async () => {
  const bundle = sample();
  bundle.files.push(
    stored("actions/Acme/.env", canary),
    stored("actions/Acme/id_rsa", canary),
    stored("actions/Acme/.env.example", "A="),
  );
  const bytes = await buffer(writeAgentZip(bundle, open));
  const path = join(folder, "out.zip");
  writeFileSync(path, bytes);
  const archive = await ZipArchive.open(path, agentZipLimits);
  const texts: Record<string, string> = {};
  for (const entry of archive.entries) texts[entry.path] = (await buffer(archive.read(entry))).toString();
  await archive.close();
  expect(Object.values(texts).join("\n")).not.toContain(canary);
  expect(Object.keys(texts)).toEqual(Object.keys(texts).toSorted());
  expect(Object.keys(texts)).toContain("actions/Acme/.env.example");
  expect(Object.keys(texts)).not.toContain("actions/Acme/.env");
  const listed = texts["muster.yaml"] ?? "";
  for (const left of [
    "mcp-servers[0].url",
    "mcp-servers[0].headers.Authorization",
    "mcp-servers[1].oauth-client-config",
    "actions/Acme/.env",
    "id_rsa",
  ]) {
    expect(listed).toContain(left);
  }
  expect(texts["agent-spec.yaml"]).toContain("$" + "{INVOICE_TOOLS_AUTHORIZATION}");
  expect(texts["agent-spec.yaml"]).toContain("https://tools.example/mcp?a=1");
});

test("one folder around everything is stripped; rubbish goes in silence, strangers are listed", async () => {
  const parts = [
    { path: "pack/agent-spec.yaml", body: spec("", "  exclude: ['./**/*.tmp', './*.zip']\n") },
    ...[{ path: "pack/runbook.md", body: "x" }, { path: "__MACOSX/pack/._x" }, { path: "pack/.DS_Store" }],
    ...[
      { path: "pack/actions/a/b.tmp" },
      { path: "pack/old.zip" },
      { path: "pack/notes.txt" },
      { path: "pack/knowledge/k.pem" },
    ],
    ...[{ path: "pack/knowledge/in.zip", body: "PK" }, { path: "pack/CHANGELOG.md" }],
  ];
  const { files, omissions } = await read(buildZip(parts));
  expect(files.map(({ path }) => path)).toEqual(["CHANGELOG.md", "knowledge/in.zip"]);
  expect(omissions.map(({ code, path }) => `${code} ${path}`)).toEqual([
    "file_dropped notes.txt",
    "file_dropped knowledge/k.pem",
  ]);
});

test("listed files that are missing and unknown fields are told, placeholders never become values", async () => {
  const agent = `      colour: red
      conversation-guide: guide.yaml
      action-packages: [{name: L, path: Acme/ledger, type: folder}]
      knowledge: [{name: a.csv}]
      mcp-servers:
        - {name: S, transport: sse, url: '<address>', headers: {A: '********', B: 'Bearer \${X}', C: ok, D: {type: secret}}, env: {E: '<e>', F: '1'}, extra: 1}
`;
  const { bundle, omissions } = await read(zipOf(spec(agent, "  author: me\n")));
  expect(bundle.servers).toEqual([expect.objectContaining({ url: null, headers: { C: "ok" }, env: { F: "1" } })]);
  expect(omissions.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
    "field_ignored agent-spec.yaml#agent-package.author",
    "field_ignored agent-spec.yaml#colour",
    "field_ignored agent-spec.yaml#mcp-servers[0].extra",
    "file_missing actions/Acme/ledger",
    "file_missing guide.yaml",
    "file_missing knowledge/a.csv",
    "secret_redacted agent-spec.yaml#mcp-servers[0].env.E",
    "secret_redacted agent-spec.yaml#mcp-servers[0].headers.A",
    "secret_redacted agent-spec.yaml#mcp-servers[0].headers.B",
    "secret_redacted agent-spec.yaml#mcp-servers[0].headers.D",
    "secret_redacted agent-spec.yaml#mcp-servers[0].url",
  ]);
});

test.each<[string, Buffer, string]>([
  ["no spec", buildZip([{ path: "runbook.md" }]), "agent-spec.yaml: is missing"],
  [
    "two folders",
    buildZip([{ path: "a/agent-spec.yaml", body: spec("") }, { path: "b/x" }]),
    "agent-spec.yaml: is missing",
  ],
  ["no runbook", buildZip([{ path: "agent-spec.yaml", body: spec("") }]), "runbook: the zip holds no 'runbook.md'"],
  ["two agents", zipOf(spec("", "    - {name: B, runbook: runbook.md}\n")), "agents must hold exactly one agent"],
  ["another form", zipOf(spec("").replace("v2", "v9")), "agent-package.spec-version"],
  [
    "a newer form of ours",
    zipOf(spec(""), [{ path: "muster.yaml", body: "muster: 2" }]),
    "muster.yaml: muster: only form 1",
  ],
  [
    "a wrong temperature",
    zipOf(spec(""), [{ path: "muster.yaml", body: "muster: 1\ntemperature: 9" }]),
    "muster.yaml: temperature",
  ],
  [
    "a missing model",
    zipOf(spec("      semantic-data-models: [{name: R.yaml}]\n")),
    "no 'semantic-data-models/R.yaml'",
  ],
  [
    "a model that is a list",
    zipOf(spec("      semantic-data-models: [{name: R}]\n"), [{ path: "semantic-data-models/R.yml", body: "- 1" }]),
    "R.yml: must be a map",
  ],
  ["a runbook that climbs out", zipOf(spec("").replace("runbook.md", "../../etc/passwd")), "the zip holds no"],
  [
    "a runbook that is no text",
    zipOf(spec("").replace("runbook.md", "r"), [{ path: "r", body: Buffer.from([0xff]) }]),
    "r: is not UTF-8",
  ],
  [
    "a runbook over 1 MiB",
    zipOf(spec("").replace("runbook.md", "r"), [{ path: "r", body: "x".repeat(1024 * 1024 + 1), store: true }]),
    "r: is larger than 1 MiB",
  ],
  ["huge YAML", zipOf(`x: "${"a".repeat(1024 * 1024)}"`), "agent-spec.yaml: is larger than 1 MiB"],
  ["a tag", zipOf(spec("      version: !!js/function 'x'\n")), "agent-spec.yaml: is no valid YAML"],
  [
    "a wrong server",
    zipOf(spec("      mcp-servers: [{name: S, transport: carrier-pigeon}]\n")),
    "mcp-servers[0].transport",
  ],
  ["a prototype", zipOf(spec("      metadata: {__proto__: {polluted: 1}}\n")), "__proto__"],
])("a package with %s is refused with its place", async (_, bytes, message) => {
  await expect(read(bytes)).rejects.toMatchObject({ name: "BundleRefused", message: expect.stringContaining(message) });
  expect({}).not.toHaveProperty("polluted");
});

test("an export whose file is gone, or whose reader leaves, ends and keeps no file open", async () => {
  const gone = writeAgentZip(sample(), async () => Promise.reject(new Error("gone")));
  await expect(buffer(gone)).rejects.toThrow("gone");
  let stream: Readable | null = null;
  const left = writeAgentZip(sample(), async () => {
    stream = new Readable({ read() {} });
    return stream;
  });
  left.on("error", () => undefined).resume();
  await expect.poll(() => stream !== null).toBe(true);
  left.destroy();
  await expect.poll(() => (stream as Readable | null)?.destroyed).toBe(true);
});
