import { randomBytes } from "node:crypto";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import * as files from "@/lib/contracts/fleet/endpoints/files";
import type { FileTree } from "@/lib/contracts/fleet/wire/files";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";
import { givenPackage } from "@/lib/testing/given-package";
import { buildPackage } from "@/lib/testing/package-builder";
import { givenRunningAgent, type RunningAgent } from "@/lib/testing/running-agent";
import { auditOf } from "@/lib/testing/traces";

process.env.MUSTER_RATE_LIMIT = "0";

const started: RunningAgent[] = [];
afterEach(async () => {
  for (const agent of started.splice(0)) await agent.end();
});

async function scene() {
  const { workspace, owner } = await given.workspace();
  const agent = await givenRunningAgent(owner.ctx);
  started.push(agent);
  const viewer = await given.member(workspace, { role: "viewer" });
  const params = { agent: agent.name };
  await mkdir(join(agent.root, "output"));
  await writeFile(join(agent.root, "output/summary.md"), "# Grüße\n");
  await writeFile(join(agent.root, "CLAUDE.md"), "Be kind.");
  await writeFile(join(agent.root, ".env"), "KEY=s3cret-value");
  return { owner, viewer, agent, params };
}
const detail = (body: unknown) => (body as { detail: unknown }).detail;
const text = (body: unknown) => Buffer.from(body as Uint8Array).toString();

describe("GET …/files", () => {
  test("gives the tree: folders first, counted, hidden ones when asked for", async () => {
    const { viewer, params } = await scene();
    const { status, body } = await call(files.tree, { as: viewer, params });
    expect([status, body]).toMatchObject([
      200,
      {
        base_path: "/home/developer",
        requested_path: ".",
        total_files: 2,
        truncated: false,
        tree: [
          {
            name: "output",
            type: "directory",
            file_count: 1,
            size: null,
            children: [{ path: "output/summary.md", size: 10 }],
          },
          { name: "CLAUDE.md", path: "CLAUDE.md", type: "file", size: 8 },
        ],
      },
    ]);
    const hidden = await call(files.tree, { as: viewer, params, query: { show_hidden: "true" } });
    expect((hidden.body as FileTree).tree.map(({ name }) => name)).toEqual(["output", ".env", "CLAUDE.md"]);
    const below = await call(files.tree, { as: viewer, params, query: { path: "/home/developer/output" } });
    expect(below.body).toMatchObject({ requested_path: "output", total_files: 1 });
  });

  test("says what it cannot: a file, outside, not there, not running, away, another tenant, a bad switch", async () => {
    const { owner, viewer, agent, params } = await scene();
    const asked = async (query: Record<string, string>, as = viewer) =>
      (await call(files.tree, { as, params, query })).status;
    await symlink("/etc", join(agent.root, "out"));
    expect(await asked({ path: "CLAUDE.md" })).toBe(400);
    for (const path of ["../", "/etc", "/home/developer/../../etc", "out"])
      expect(await asked({ path }), path).toBe(403);
    expect(await asked({ path: "nowhere" })).toBe(404);
    expect(await asked({ show_hidden: "maybe" })).toBe(422);
    expect(await asked({}, (await given.workspace()).owner)).toBe(404);
    agent.die();
    const away = await call(files.tree, { as: owner, params });
    expect([away.status, detail(away.body), away.headers.get("retry-after")]).toEqual([
      503,
      "Agent is not reachable",
      "5",
    ]);
    await db().runtime.update({ where: { agentId: agent.id }, data: { observedState: "exited" } });
    const ended = await call(files.tree, { as: owner, params });
    expect([ended.status, detail(ended.body)]).toEqual([400, "Agent is not running"]);
  });
});

describe("GET …/files/download", () => {
  test("gives bytes with type, name and trace", async () => {
    const { viewer, agent, params } = await scene();
    const { status, headers, body } = await call(files.download, {
      as: viewer,
      params,
      query: { path: "output/summary.md" },
    });
    expect([status, text(body)]).toEqual([200, "# Grüße\n"]);
    expect([headers.get("content-type"), headers.get("x-content-type-options")]).toEqual([
      "text/plain; charset=utf-8",
      "nosniff",
    ]);
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="summary.md"/);
    const after = { path: "output/summary.md", size: 10 };
    expect(await auditOf(agent.id)).toMatchObject([{ action: "file.downloaded", actorId: viewer.id, after }]);
    await writeFile(join(agent.root, "raw.bin"), Buffer.from([0, 255, 1]));
    const raw = await call(files.download, { as: viewer, params, query: { path: "raw.bin" } });
    expect([raw.headers.get("content-type"), [...(raw.body as Buffer)]]).toEqual([
      "application/octet-stream",
      [0, 255, 1],
    ]);
    await writeFile(join(agent.root, "empty.txt"), "");
    expect((await call(files.download, { as: viewer, params, query: { path: "empty.txt" } })).status).toBe(200);
  });

  test("credential files are for level E, whatever leads to them", async () => {
    const { owner, viewer, agent, params } = await scene();
    await symlink(".env", join(agent.root, "notes.txt"));
    for (const path of [".env", "./output/../.env", "/home/developer/.env", "notes.txt"]) {
      const { status, body } = await call(files.download, { as: viewer, params, query: { path } });
      expect([path, status]).toEqual([path, 403]);
      expect(JSON.stringify(body)).not.toContain("s3cret");
    }
    expect(text((await call(files.download, { as: owner, params, query: { path: ".env" } })).body)).toBe(
      "KEY=s3cret-value",
    );
  });

  test("refuses folders, what is outside, what is not there, and a missing path", async () => {
    const { viewer, agent, params } = await scene();
    await symlink("/etc/passwd", join(agent.root, "passwd"));
    const asked = async (query: Record<string, string>) =>
      (await call(files.download, { as: viewer, params, query })).status;
    expect(await asked({ path: "output" })).toBe(400);
    for (const path of ["passwd", "/etc/passwd", "../../etc/passwd", "/proc/1/environ"])
      expect(await asked({ path })).toBe(403);
    expect(await asked({ path: "gone.txt" })).toBe(404);
    expect(await asked({ path: "a\0b" })).toBe(400);
    expect(await asked({})).toBe(422);
  });
});

describe("what people change", () => {
  test("is uploaded, foldered and deleted, each with its trace", async () => {
    const { owner, agent, params } = await scene();
    const one = { as: owner, params };
    const bytes = Buffer.from([1, 2, 0, 3]);
    const stored = await call(files.store, { ...one, query: { path: "data/in.bin" }, file: bytes });
    expect([stored.status, stored.body]).toMatchObject([200, { path: "data/in.bin", size: 4 }]);
    expect(await readFile(join(agent.root, "data/in.bin"))).toEqual(bytes);
    expect((await call(files.addFolder, { ...one, query: { path: "data/deep/er" } })).status).toBe(200);
    expect((await call(files.removeOne, { ...one, query: { path: "data" } })).status).toBe(200);
    expect((await call(files.removeOne, { ...one, query: { path: "data" } })).status).toBe(404);
    const actions = (await auditOf(agent.id)).map(({ action }) => action);
    expect(actions).toEqual(["file.uploaded", "file.folder_created", "file.deleted"]);
  });

  test("what the agent needs is not deleted, and viewers change nothing", async () => {
    const { owner, viewer, params } = await scene();
    for (const path of ["CLAUDE.md", "./CLAUDE.md", "/home/developer/.env", ".", "x/../.git"]) {
      expect((await call(files.removeOne, { as: owner, params, query: { path } })).status, path).toBe(403);
    }
    const query = { path: "output/new.txt" };
    expect((await call(files.store, { as: viewer, params, query, file: Buffer.from("x") })).status).toBe(403);
    expect((await call(files.addFolder, { as: viewer, params, query })).status).toBe(403);
    expect((await call(files.removeOne, { as: viewer, params, query })).status).toBe(403);
    const stranger = (await given.workspace()).owner;
    expect((await call(files.store, { as: stranger, params, query, file: Buffer.from("x") })).status).toBe(404);
  });

  test("an upload outside or without a file is refused", async () => {
    const { owner, params } = await scene();
    const one = { as: owner, params };
    expect((await call(files.store, { ...one, query: { path: "../x" }, file: Buffer.from("x") })).status).toBe(403);
    expect((await call(files.store, { ...one, query: { path: "output" }, file: Buffer.from("x") })).status).toBe(400);
    expect((await call(files.store, { ...one, query: { path: "x" }, file: null })).status).toBe(422);
  });
});

describe("an integrated agent", () => {
  test("shows the files of its running package, read only; none while none runs", async () => {
    const { owner } = await given.workspace();
    const { agentId, packageId } = await givenPackage(owner, await buildPackage());
    const one = { as: owner, params: { agent: agentId } };
    expect((await call(files.tree, one)).status).toBe(400);
    await db().agent.update({ where: { id: agentId }, data: { runningPackageId: packageId } });
    const { tree, total_files } = (await call(files.tree, one)).body as FileTree;
    const names = tree.map(({ name, type }) => `${type} ${name}`);
    expect(names).toContain("file ncp.toml");
    expect(names).toContain("directory agents");
    expect(total_files).toBeGreaterThan(names.length - 1);
    const asked = async (path: string) => (await call(files.tree, { ...one, query: { path } })).status;
    expect([await asked("agents"), await asked("ncp.toml"), await asked("nowhere"), await asked("../x")]).toEqual([
      200, 400, 404, 403,
    ]);
    const toml = await call(files.download, { ...one, query: { path: "ncp.toml" } });
    expect(text(toml.body)).toContain("[project]");
    expect((await call(files.download, { ...one, query: { path: "agents" } })).status).toBe(400);
    expect((await call(files.download, { ...one, query: { path: "no.py" } })).status).toBe(404);
    const upload = await call(files.store, { ...one, query: { path: "x" }, file: Buffer.from("x") });
    expect([upload.status, detail(upload.body)]).toEqual([400, "Not available for an integrated agent"]);
  });

  test("a file of its package comes whole or is refused: it is never cut", async () => {
    const { owner } = await given.workspace();
    const large = randomBytes(3 * 1024 * 1024);
    const recipe = { files: { "agents/model.bin": large, "agents/huge.bin": randomBytes(17 * 1024 * 1024) } };
    const { agentId, packageId } = await givenPackage(owner, await buildPackage(recipe));
    await db().agent.update({ where: { id: agentId }, data: { runningPackageId: packageId } });
    const get = (path: string) => call(files.download, { as: owner, params: { agent: agentId }, query: { path } });
    const whole = await get("agents/model.bin");
    expect(Buffer.from(whole.body as Uint8Array).equals(large)).toBe(true);
    const refused = await get("agents/huge.bin");
    expect([refused.status, detail(refused.body)]).toEqual([
      413,
      "File is larger than 16 MiB; download the package that it lies in",
    ]);
  });
});
