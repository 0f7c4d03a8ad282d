import { readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import * as api from "@/lib/contracts/fleet/endpoints/credentials";
import * as files from "@/lib/contracts/fleet/endpoints/files";
import { db } from "@/lib/db";
import { createApiKey } from "@/lib/domain/api-keys/create-api-key";
import type { Scope } from "@/lib/domain/context";
import { heldFiles } from "@/lib/domain/credentials/held-files";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";
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
  return { workspace, owner, agent, one: { as: owner, params: { agent: agent.name } } };
}
const detail = (body: unknown) => (body as { detail: unknown }).detail;
const env = "SEARCH_KEY=s3cret-value\nEMPTY=\n# no\nOTHER=2\n";

describe("credentials of a running agent", () => {
  test("are written with mode 0600, held sealed, told without contents, and written again", async () => {
    const { agent, one } = await scene();
    const json = { files: { ".env": env }, files_b64: { ".config/gcloud/key.json": "eyJ9" } };
    const { status, body } = await call(api.inject, { ...one, json });
    expect([status, body]).toEqual([
      200,
      { status: "success", files_written: [".env", ".config/gcloud/key.json"], message: "2 credential files written" },
    ]);
    expect((await stat(join(agent.root, ".env"))).mode & 0o777).toBe(0o600);
    const told = await call(api.status, one);
    expect(told.body).toMatchObject({
      agent_name: agent.name,
      status: "running",
      credential_count: 2,
      files: { ".env": { exists: true, size: env.length }, ".mcp.json": { exists: false, size: 0, modified: null } },
    });
    const rows = await db().credentialFile.findMany({ where: { agentId: agent.id } });
    expect(Buffer.concat(rows.map(({ sealed }) => Buffer.from(sealed))).includes("s3cret-value")).toBe(false);
    expect((await heldFiles(agent.id)).get(".env")?.toString()).toBe(env);
    await writeFile(join(agent.root, ".env"), "SEARCH_KEY=lost\n");
    expect((await call(api.inject, one)).status).toBe(200);
    expect(await readFile(join(agent.root, ".env"), "utf8")).toBe(env);
  });

  test("want an API key with the scope of their own, to write as to read them in files", async () => {
    const { workspace, owner, agent, one } = await scene();
    await writeFile(join(agent.root, ".env"), env);
    const named = { name: "CI", workspaceId: workspace.id, contract: "fleet", expiresInDays: 1 } as const;
    const keyed = async (scopes: Scope[]) => {
      const { key } = await createApiKey(owner.ctx, { ...named, scopes });
      return { params: one.params, headers: { authorization: `Bearer ${key}` } };
    };
    const [writer, keeper] = [await keyed(["read", "write", "run"]), await keyed(["read", "credentials"])];
    const query = { path: ".env" };
    for (const endpoint of [api.inject, api.exportBundle, api.importBundle]) {
      const { status, body } = await call(endpoint, writer);
      expect([status, detail(body)]).toEqual([403, "This API key lacks the scope 'credentials'"]);
    }
    expect((await call(files.download, { ...writer, query })).status).toBe(403);
    expect((await call(files.download, { ...keeper, query })).status).toBe(200);
    expect((await call(api.inject, { ...keeper, json: { files: { ".env": env } } })).status).toBe(200);
    expect((await call(api.exportBundle, keeper)).status).toBe(200);
  });

  test("which its template asks for are told by name, with the servers that need them and whether they are set", async () => {
    const { agent, one } = await scene();
    const told = async () => ((await call(api.status, one)).body as { needed: unknown }).needed;
    expect(await told()).toEqual([]);
    const head = "name: scout\ndisplay_name: Scout\ndescription: Looks.\nresources: {}\n";
    const asked =
      "credentials:\n  env_file: [SEARCH_KEY, EMPTY]\n  mcp_servers: {mail: {env_vars: [SEARCH_KEY, MAIL_KEY]}}\n";
    await writeFile(join(agent.root, "template.yaml"), head + asked);
    await writeFile(join(agent.root, ".env"), env);
    expect(await told()).toEqual([
      { name: "SEARCH_KEY", set: true, servers: ["mail"] },
      { name: "EMPTY", set: false, servers: [] },
      { name: "MAIL_KEY", set: false, servers: ["mail"] },
    ]);
    await writeFile(join(agent.root, "template.yaml"), "credentials: [");
    expect(await told()).toEqual([]);
  });

  test("all or nothing: one refused path, and nothing is written, held or audited as done", async () => {
    const { agent, one } = await scene();
    const refused = async (json: unknown) => (await call(api.inject, { ...one, json })).status;
    expect(await refused({ files: { ".env": env, "../x.pem": "x" } })).toBe(400);
    expect(await refused({ files: { ".env": env }, files_b64: { ".env": "QQ==" } })).toBe(400);
    expect(await refused({ files: { ".env": env }, files_b64: { "k.pem": "not base64!" } })).toBe(400);
    expect(await refused({ files: {} })).toBe(400);
    expect(await refused({ files: { "big.pem": "x".repeat(1024 * 1024 + 1) } })).toBe(400);
    expect([400, 422]).toContain(await refused({ files: [".env"] }));
    await symlink("/tmp", join(agent.root, ".kube"));
    expect(await refused({ files: { ".env": env, ".kube/config": "x" } })).toBe(400);
    await expect(stat(join(agent.root, ".env"))).rejects.toThrow();
    expect((await heldFiles(agent.id)).size).toBe(0);
    expect((await auditOf(agent.id)).filter(({ outcome }) => outcome === "success")).toEqual([]);
    expect((await call(api.inject, one)).status).toBe(400);
  });

  test("go into a bundle and come out of it in another agent, which keeps them", async () => {
    const { agent, owner, one } = await scene();
    await call(api.inject, { ...one, json: { files: { ".env": env }, files_b64: { "k.p12": "/wD+" } } });
    const { status, body } = await call(api.exportBundle, one);
    expect([status, body]).toMatchObject([
      200,
      { status: "success", encrypted_file: ".credentials.enc", files_exported: 2 },
    ]);
    const { bundle } = body as { bundle: unknown };
    expect(JSON.parse(await readFile(join(agent.root, ".credentials.enc"), "utf8"))).toEqual(bundle);
    const other = await givenRunningAgent(owner.ctx);
    started.push(other);
    const there = { as: owner, params: { agent: other.name } };
    expect((await call(api.importBundle, there)).status).toBe(400);
    const imported = await call(api.importBundle, { ...there, json: { bundle } });
    expect(imported.body).toMatchObject({ files_imported: [".env", "k.p12"], message: "2 credential files imported" });
    expect(await readFile(join(other.root, "k.p12"))).toEqual(Buffer.from([0xff, 0, 0xfe]));
    expect((await heldFiles(other.id)).size).toBe(2);
    expect((await call(api.importBundle, one)).status).toBe(200);
    const damaged = { ...(bundle as object), ciphertext: Buffer.alloc(40).toString("base64") };
    const refusal = await call(api.importBundle, { ...there, json: { bundle: damaged } });
    expect([refusal.status, detail(refusal.body)]).toEqual([400, "Cannot decrypt: wrong key or damaged bundle"]);
    expect((await call(api.importBundle, { ...there, json: { bundle: "x" } })).status).toBe(400);
  });

  test("megabytes of credentials go through a bundle in the workspace", async () => {
    const { one } = await scene();
    const big = Object.fromEntries(["a", "b"].map((name) => [`${name}.pem`, "x".repeat(1024 * 1024)]));
    expect((await call(api.inject, { ...one, json: { files: big } })).status).toBe(200);
    expect((await call(api.exportBundle, one)).status).toBe(200);
    expect((await call(api.importBundle, one)).body).toMatchObject({ message: "2 credential files imported" });
  });

  test("nothing to export, not running, away, integrated, viewers and strangers are refused", async () => {
    const { workspace, owner, agent, one } = await scene();
    expect((await call(api.exportBundle, one)).status).toBe(400);
    const viewer = await given.member(workspace, { role: "viewer" });
    for (const endpoint of [api.status, api.inject, api.exportBundle, api.importBundle]) {
      expect((await call(endpoint, { ...one, as: viewer })).status).toBe(403);
      expect((await call(endpoint, { ...one, as: (await given.workspace()).owner })).status).toBe(404);
    }
    agent.die();
    expect((await call(api.inject, { ...one, json: { files: { ".env": env } } })).status).toBe(503);
    expect((await heldFiles(agent.id)).size).toBe(0);
    await db().runtime.update({ where: { agentId: agent.id }, data: { observedState: "stopped" } });
    expect((await call(api.status, one)).body).toEqual({
      agent_name: agent.name,
      status: "agent_not_running",
      message: "Start the agent to see its files",
      files: {},
      credential_count: 0,
    });
    expect((await call(api.inject, { ...one, json: { files: { ".env": env } } })).status).toBe(400);
    const { id } = await given.agent(owner.ctx, { hosting: "integrated" });
    const refusal = await call(api.status, { as: owner, params: { agent: id } });
    expect([refusal.status, detail(refusal.body)]).toEqual([400, "Not available for an integrated agent"]);
  });
});

test("30 canaries appear in no answer, audit row, event or error, and in no row as they are", async () => {
  const { owner, agent, one } = await scene();
  const canaries = Array.from({ length: 30 }, (_, i) => `canary-${agent.id.slice(-8)}-${i}`);
  const files = { ".env": canaries.map((canary, i) => `V${i}=${canary}`).join("\n") };
  const answers = [
    await call(api.inject, { ...one, json: { files } }),
    await call(api.inject, { ...one, json: { files: { ...files, "../out.pem": canaries[0] } } }),
    await call(api.inject, { ...one, json: { files_b64: { "k.pem": `!${canaries[1]}` } } }),
    await call(api.status, one),
    await call(api.exportBundle, one),
    await call(api.importBundle, one),
    await call(api.importBundle, { ...one, json: { bundle: canaries[2] } }),
  ];
  const rows = [
    await db().auditEvent.findMany({ where: { OR: [{ targetId: agent.id }, { actorId: owner.id }] } }),
    await db().event.findMany({ where: { targetId: agent.id } }),
    await db().runtime.findMany({ where: { agentId: agent.id } }),
    (await db().credentialFile.findMany({ where: { agentId: agent.id } })).map(({ sealed }) =>
      Buffer.from(sealed).toString("latin1"),
    ),
  ];
  const seen = JSON.stringify([answers.map(({ body }) => body), rows], (_, value) =>
    typeof value === "bigint" ? String(value) : value,
  );
  for (const canary of canaries) expect(seen.includes(canary), canary).toBe(false);
});
