import { readdirSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importing } from "@/lib/contracts/releases/endpoints/transfers";
import { db } from "@/lib/db";
import { dataPath } from "@/lib/env";
import { call } from "@/lib/testing/call";
import { agentZip, givenTransfers, refusalOf, specOf, type Transfers } from "@/lib/testing/transfer-scene";
import { buildZip, type ZipEnd, type ZipPart } from "@/lib/testing/zip-builder";

const MiB = 1024 * 1024;
let scene: Transfers;
beforeAll(async () => {
  scene = await givenTransfers();
});
// A refused upload leaves nothing behind, whatever was wrong with it.
afterAll(async () => {
  const where = { where: { workspaceId: scene.workspace.id } };
  const rows = [
    await db().agent.count(where),
    await db().mcpServer.count(where),
    await db().semanticDataModel.count(where),
  ];
  expect(rows).toEqual([0, 0, 0]);
  expect(readdirSync(dataPath("spool"))).toEqual([]);
});

const refused = async (bytes: Buffer) => refusalOf(await scene.send(bytes));
const withPart = (part: ZipPart, end: ZipEnd = {}) =>
  buildZip([{ path: "agent-spec.yaml", body: specOf() }, { path: "runbook.md", body: "x" }, part], end);
const file = (path: string, more: Partial<ZipPart> = {}): ZipPart => ({ path, body: "x", ...more });

test.each<[string, ZipPart, string]>([
  ["a path that climbs out", file("../../etc/passwd"), "'../../etc/passwd' leads out of its folder"],
  ["a path that climbs out of knowledge", file("knowledge/../../x"), "'knowledge/../../x' leads out"],
  ["an absolute path", file("/etc/cron.d/x"), "'/etc/cron.d/x' is an absolute path"],
  ["a drive letter", file("C:/x"), "'C:/x' begins with a drive letter"],
  ["a backslash", file("knowledge\\x"), "'knowledge\\x' has a backslash"],
  ["a control character", file("knowledge/a\nb"), "has a control character"],
  ["a name that is no UTF-8", file("x", { path: Buffer.from([0x61, 0xff]) }), "is not UTF-8"],
  [
    "a symbolic link",
    file("knowledge/link", { body: "/etc/passwd", mode: 0o120777 }),
    "'knowledge/link' is a symbolic link",
  ],
  ["a device", file("knowledge/null", { mode: 0o020666 }), "'knowledge/null' is a device"],
  ["an encrypted entry", file("knowledge/a", { flags: 0x801 }), "'knowledge/a' is encrypted"],
  ["another method", file("knowledge/a", { method: 12 }), "'knowledge/a' is packed by method 12"],
  ["a lying size", file("knowledge/a", { body: "xxxxx", size: 2 }), "'knowledge/a' says 2 bytes and holds 5"],
  ["a second name beside the data", file("knowledge/a", { localPath: "knowledge/b" }), "contradict each other"],
  ["shared bytes", file("knowledge/b", { offset: 0, localPath: "agent-spec.yaml" }), "contradict each other"],
  ["the same name twice", file("runbook.md"), "'runbook.md' is in the archive twice"],
  ["names that differ by case", file("Runbook.md"), "only by case"],
])("%s is 422 unsafe_archive and named", async (_, part, why) => {
  const [status, code, message] = await refused(withPart(part));
  expect([status, code]).toEqual([422, "unsafe_archive"]);
  expect(message).toContain(why);
});

const zeros = (size: number) => deflateRawSync(Buffer.alloc(size), { level: 9 });

test("bombs are 413, by ratio, by size and by number, whatever the headers say", async () => {
  const codes = async (bytes: Buffer) => (await refused(bytes)).slice(0, 2);
  const tooLarge = [413, "too_large"];
  const bomb = { path: "knowledge/bomb", packed: zeros(30 * MiB), size: 30 * MiB, crc: 0 };
  expect(await codes(withPart(bomb))).toEqual(tooLarge);
  expect((await refused(withPart(bomb)))[2]).toContain("'knowledge/bomb'");
  expect(await codes(withPart({ ...bomb, size: 51 * MiB }))).toEqual(tooLarge);
  expect(await codes(withPart({ ...bomb, size: 100 }))).toEqual(tooLarge);
  const many = Array.from({ length: 5_001 }, (_, at): [string, string] => [`knowledge/${at}`, ""]);
  expect(await codes(agentZip(specOf(), many))).toEqual(tooLarge);
  const announced = Array.from({ length: 11 }, (_, at) => ({ ...bomb, path: `knowledge/${at}`, size: 50 * MiB }));
  expect(await codes(agentZip(specOf(), announced))).toEqual(tooLarge);
}, 60_000);

test("what is no zip, or no whole one, is 400 invalid_archive", async () => {
  const whole = agentZip();
  const bad = [
    Buffer.from("hello"),
    Buffer.alloc(0),
    whole.subarray(0, whole.length - 30),
    Buffer.from("PK\u0003\u0004"),
  ];
  for (const bytes of bad) expect((await refused(bytes)).slice(0, 2)).toEqual([400, "invalid_archive"]);
  expect((await refused(Buffer.from("hello")))[2]).toBe("file: not a zip archive");
});

const aliases = `a: &a [1]\n${Array.from({ length: 101 }, (_, at) => `b${at}: *a`).join("\n")}\n`;
const laughs = `a: &a [lollollol]\n${"bcdefghij"
  .split("")
  .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghi"[at]}`).join(", ")}]`)
  .join("\n")}\n`;
const model = (body: string): [string, string] => ["semantic-data-models/M.yaml", body];
const withModel = (body: string) => agentZip(specOf("semantic-data-models: [{name: M.yaml}]"), [model(body)]);
const withServer = (yaml: string) => agentZip(specOf(`mcp-servers: [${yaml}]`));

test.each<[string, Buffer, string]>([
  ["no spec", buildZip([file("runbook.md")]), "agent-spec.yaml: is missing"],
  ["two folders", buildZip([file("a/agent-spec.yaml"), file("b/x")]), "agent-spec.yaml: is missing"],
  ["a huge spec", agentZip(`${specOf()}# ${"x".repeat(MiB)}`), "agent-spec.yaml: is larger than 1 MiB"],
  ["many aliases", agentZip(aliases), "agent-spec.yaml: "],
  ["an alias bomb", agentZip(laughs), "agent-spec.yaml: "],
  ["deep nesting", agentZip("[".repeat(2_000)), "agent-spec.yaml: is nested deeper than 20 levels"],
  ["a tag", agentZip("a: !!js/function 'x'\n"), "agent-spec.yaml: is no valid YAML"],
  ["a key of prototypes", agentZip("__proto__: {a: 1}\n"), "agent-spec.yaml: may not have the key '__proto__'"],
  ["another form", agentZip(specOf().replace("v2", "v9")), "agent-spec.yaml: agent-package.spec-version"],
  ["no agent", agentZip("agent-package: {spec-version: v2, agents: []}\n"), "agents must hold exactly one agent"],
  ["a name that cannot be", agentZip(specOf("", { name: "a/b" })), "agent-spec.yaml: name must not contain"],
  ["a name with a NUL", agentZip(specOf("", { name: "a\0b" })), "agent-spec.yaml: "],
  ["a long description", agentZip(specOf(`description: ${"x".repeat(5_001)}`)), "description must have at most 5000"],
  ["an architecture that cannot be", agentZip(specOf("architecture: a b")), "architecture must be"],
  ["no runbook", buildZip([{ path: "agent-spec.yaml", body: specOf() }]), "runbook: the zip holds no 'runbook.md'"],
  ["a runbook outside", agentZip(specOf().replace("runbook.md", "../runbook.md")), "the zip holds no"],
  ["no model", agentZip(specOf("semantic-data-models: [{name: M}]")), "holds no 'semantic-data-models/M'"],
  ["a model without tables", withModel("name: M\n"), "semantic-data-models/M.yaml: tables"],
  ["a model that is a list", withModel("- a\n"), "semantic-data-models/M.yaml: must be a map"],
  ["a huge model", withModel(`name: M\n# ${"x".repeat(5 * MiB)}`), "M.yaml: is larger than 5 MiB"],
  ["an address within", withServer("{name: S, url: 'http://169.254.169.254/'}"), "mcp-servers[0].url: "],
  ["a password in an address", withServer("{name: S, url: 'https://a:b@x.example/'}"), "mcp-servers[0].url: "],
  ["a header with two lines", withServer('{name: S, headers: {A: "x\\r\\nB: y"}}'), "mcp-servers[0].headers.A: "],
  ["a command of a remote server", withServer("{name: S, transport: sse, command: sh}"), "mcp-servers[0].command: "],
  ["a newer muster.yaml", agentZip(specOf(), [["muster.yaml", "muster: 2\n"]]), "muster.yaml: muster: only form 1"],
  [
    "a temperature of 3",
    agentZip(specOf(), [["muster.yaml", "muster: 1\ntemperature: 3\n"]]),
    "muster.yaml: temperature",
  ],
])("%s is 422 invalid_package and says where", async (_, bytes, why) => {
  const [status, code, message] = await refused(bytes);
  expect([status, code]).toEqual([422, "invalid_package"]);
  expect(message).toContain(why);
});

test("a form with other parts, without a file or of another kind is refused", async () => {
  const to = { as: scene.owner, params: { tenant: scene.workspace.slug } };
  const stranger = await scene.send(agentZip(), { fields: { owner: "usr_1" } });
  expect(refusalOf(stranger)).toEqual([422, "validation_failed", "owner: unknown part"]);
  expect(refusalOf(await call(importing, { ...to, file: null })).slice(0, 2)).toEqual([422, "validation_failed"]);
  expect(refusalOf(await call(importing, { ...to, json: {} })).slice(0, 2)).toEqual([415, "unsupported_media_type"]);
  const query = { dry_run: "yes" };
  expect(refusalOf(await scene.send(agentZip(), { query })).slice(0, 2)).toEqual([400, "invalid_parameter"]);
});

test("a file over 100 MiB is 413, also when its length was not told", async () => {
  const size = 100 * MiB + 1;
  const announced = await scene.send(agentZip(), {}, { "content-length": String(size + MiB) });
  expect(refusalOf(announced).slice(0, 2)).toEqual([413, "too_large"]);
  expect(await refused(Buffer.alloc(size))).toEqual([413, "too_large", "The zip is larger than 100 MiB"]);
}, 60_000);
