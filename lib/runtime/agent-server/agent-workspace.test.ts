import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { givenBoot, givenSpec } from "../driver-suite";
import { writeFiles } from "../given-agent";
import { credentialPathProblem } from "./credential-rules";
import { readFileTree } from "./file-tree";
import { prepareWorkspace } from "./prepare-workspace";
import { credentialStatus, writeCredentials } from "./stored-credentials";
import { openWorkspace } from "./workspace";
import { LARGEST_FILE, readFileInside, removePath, storeFile } from "./workspace-files";

const base = realpathSync(mkdtempSync(join(tmpdir(), "muster-workspace-")));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let made = 0;

async function givenWorkspace(files: Record<string, string> = {}) {
  const root = join(base, `w${++made}`);
  mkdirSync(root);
  writeFiles(root, files);
  writeFiles(base, { "outside/secret.txt": "outside" });
  return openWorkspace(root);
}

test.each([
  ["../../etc/passwd", "outside"],
  ["a/../../outside/secret.txt", "outside"],
  ["/etc/passwd", "outside"],
  ["/home/developer/../../etc/passwd", "outside"],
  ["/proc/1/environ", "outside"],
  ["/proc/self/root/etc/passwd", "outside"],
  ["%2e%2e/outside/secret.txt", "not_found"],
  ["..%c0%af..", "not_found"],
  ["a\0b", "refused"],
  ["link", "outside"],
  ["folder-link/secret.txt", "outside"],
  ["fifo", "refused"],
  ["folder", "is_directory"],
  ["", "is_directory"],
  ["nothing", "not_found"],
  ["note.txt/below", "not_found"],
  ["sparse", "too_large"],
])("reading %j is refused as %s", async (path, kind) => {
  const workspace = await givenWorkspace({ "note.txt": "inside", "folder/a.txt": "a" });
  symlinkSync("/etc/passwd", join(workspace.root, "link"));
  symlinkSync(join(base, "outside"), join(workspace.root, "folder-link"));
  execFileSync("mkfifo", [join(workspace.root, "fifo")]);
  writeFileSync(join(workspace.root, "sparse"), "");
  truncateSync(join(workspace.root, "sparse"), LARGEST_FILE + 1);
  await expect(readFileInside(workspace, path)).rejects.toMatchObject({ kind });
});

test("what is inside is read under each of its names, and through a link that stays inside", async () => {
  const workspace = await givenWorkspace({ "a/note.txt": "inside", "empty.txt": "" });
  symlinkSync(join(workspace.root, "a/note.txt"), join(workspace.root, "link"));
  for (const path of ["a/note.txt", "./a//note.txt", "/home/developer/a/note.txt", "link", "a/../a/note.txt"]) {
    expect(await text((await readFileInside(workspace, path)).stream)).toBe("inside");
  }
  const empty = await readFileInside(workspace, "empty.txt");
  expect(empty.size).toBe(0);
  empty.stream.destroy();
});

test("a tree has folders first, counts files, follows no link and hides what is hidden", async () => {
  const files = { "b.txt": "b", "a.txt": "a", "z/y/x.txt": "x", ".env": "A=1" };
  const workspace = await givenWorkspace(files);
  symlinkSync(join(base, "outside"), join(workspace.root, "link"));
  const tree = await readFileTree(workspace, "", false);
  expect(tree.tree.map(({ name, type }) => `${type} ${name}`)).toEqual([
    "directory z",
    "file a.txt",
    "file b.txt",
    "file link",
  ]);
  expect(tree).toMatchObject({ base_path: "/home/developer", requested_path: ".", total_files: 4, truncated: false });
  expect((await readFileTree(workspace, "", true)).total_files).toBe(5);
  expect((await readFileTree(workspace, "z", false)).tree).toMatchObject([{ path: "z/y", file_count: 1 }]);
  await expect(readFileTree(workspace, "a.txt", false)).rejects.toMatchObject({ kind: "is_file" });
});

test("a tree ends at 10,000 nodes and at 20 levels, fast, with any names", async () => {
  const workspace = await givenWorkspace({ "line\nbreak.txt": "" });
  execFileSync("sh", ["-c", "mkdir many && cd many && seq 1 30000 | xargs touch"], { cwd: workspace.root });
  mkdirSync(join(workspace.root, Array.from({ length: 300 }, () => "d").join("/")), { recursive: true });
  const before = Date.now();
  const tree = await readFileTree(workspace, "", false);
  expect(Date.now() - before).toBeLessThan(3_000);
  expect(tree.truncated).toBe(true);
  expect(JSON.stringify(tree).match(/"name":/g)?.length).toBeLessThanOrEqual(10_000);
  expect(JSON.stringify(tree)).toContain("line\\nbreak.txt");
});

test("an upload is there whole or not at all", async () => {
  const workspace = await givenWorkspace({ "a.txt": "before" });
  const broken = new Readable({ read() {} });
  broken.push("half");
  setTimeout(() => broken.destroy(new Error("gone")), 20);
  await expect(storeFile(workspace, "a.txt", broken)).rejects.toMatchObject({ kind: "refused" });
  expect(readFileSync(join(workspace.root, "a.txt"), "utf8")).toBe("before");
  const large = Readable.from(Array.from({ length: 101 }, () => Buffer.alloc(1024 * 1024)));
  await expect(storeFile(workspace, "big", large)).rejects.toMatchObject({ kind: "too_large" });
  await storeFile(workspace, "new/folder/b.txt", Readable.from([Buffer.from("b")]));
  expect((await readFileTree(workspace, "", true)).total_files).toBe(2);
  for (const path of ["", "shared-out", "shared-in/a"]) {
    await expect(removePath(workspace, path)).rejects.toThrow();
  }
  await removePath(workspace, "new");
  await expect(removePath(workspace, "new")).rejects.toMatchObject({ kind: "not_found" });
});

test.each([
  [".env", true],
  [".mcp.json", true],
  [".credentials.enc", true],
  [".config/gcloud/a/key.json", true],
  [".kube/config", true],
  [".ssh/id_ed25519", true],
  ["certs/deep/server.pem", true],
  ["a.key", true],
  [".bashrc", false],
  [".profile", false],
  ["CLAUDE.md", false],
  [".claude/x.pem", false],
  [".mcp.json.template", false],
  [".ssh/authorized_keys", false],
  [".ssh/config", false],
  [".git/a.pem", false],
  ["bin/a.pem", false],
  ["../a.pem", false],
  ["/a.pem", false],
  ["a\\b.pem", false],
  ["a\0.pem", false],
  ["notes.txt", false],
])("credential file %j: %s", (path, allowed) => expect(credentialPathProblem(path) === null).toBe(allowed));

test("credentials are written all or none, for their owner only, and through no link", async () => {
  const workspace = await givenWorkspace();
  symlinkSync(join(base, "outside"), join(workspace.root, ".config"));
  const one = Buffer.from("KEY=1\nOTHER=\n# none\nexport MORE='2'\n");
  const linked = new Map([
    [".env", one],
    [".config/gcloud/key.json", one],
  ]);
  await expect(writeCredentials(workspace, linked)).rejects.toMatchObject({ kind: "refused" });
  expect((await credentialStatus(workspace)).files[".env"]?.exists).toBe(false);
  await expect(writeCredentials(workspace, new Map([[".bashrc", one]]))).rejects.toMatchObject({ kind: "refused" });
  expect(await writeCredentials(workspace, new Map([[".env", one]]))).toEqual([".env"]);
  expect(statSync(join(workspace.root, ".env")).mode & 0o777).toBe(0o600);
  expect(await credentialStatus(workspace)).toMatchObject({ credential_count: 2, files: { ".env": { exists: true } } });
});

test("the template fills an empty workspace only; .mcp.json is made from what .env has", async () => {
  const spec = givenSpec();
  const servers = { good: { env: { K: "$" + "{KEY}" } }, bad: { url: "$" + "{MISSING}" } };
  const template = { "CLAUDE.md": "# one", ".mcp.json.template": JSON.stringify({ mcpServers: servers }) };
  const credentials = { ".env": Buffer.from('KEY="a\\"b"\nMISSING=\n').toString("base64") };
  const workspace = await givenWorkspace();
  const { injection, notes } = await prepareWorkspace(workspace, givenBoot(spec, { template, credentials }));
  expect(injection).toEqual({ state: "success", written: [".env"], error: null });
  expect(notes.join("\n")).toContain("MCP server 'bad' is left out: MISSING has no value");
  expect(Object.keys(JSON.parse(readFileSync(join(workspace.root, ".mcp.json"), "utf8")).mcpServers)).toEqual(["good"]);
  writeFileSync(join(workspace.root, "CLAUDE.md"), "mine");
  await prepareWorkspace(workspace, givenBoot(spec, { template }));
  expect(readFileSync(join(workspace.root, "CLAUDE.md"), "utf8")).toBe("mine");
  const refused = await prepareWorkspace(workspace, givenBoot(spec, { credentials: { "bin/x": "" } }));
  expect(refused.injection).toMatchObject({ state: "failed", written: [] });
});

test("in .mcp.json the variables of the run come before those of .env, and its token never", async () => {
  const filled = (name: string) => ({ env: { V: `$\{${name}}` } });
  const servers = { url: filled("MUSTER_URL"), token: filled("MUSTER_AGENT_TOKEN") };
  const template = { ".mcp.json.template": JSON.stringify({ mcpServers: servers }) };
  const credentials = { ".env": Buffer.from("MUSTER_URL=theirs\nMUSTER_AGENT_TOKEN=theirs\n").toString("base64") };
  const environment = { MUSTER_URL: "http://ours", MUSTER_AGENT_TOKEN: "ours" };
  const workspace = await givenWorkspace();
  await prepareWorkspace(workspace, givenBoot(givenSpec(), { template, credentials, environment }));
  const { mcpServers } = JSON.parse(readFileSync(join(workspace.root, ".mcp.json"), "utf8"));
  expect(mcpServers).toEqual({ url: { env: { V: "http://ours" } } });
});
