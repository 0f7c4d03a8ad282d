import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { blobStore } from "@/lib/blobs/blob-store";
import { compare } from "@/lib/contracts/console/endpoints/agent-history";
import type { Comparison } from "@/lib/contracts/console/wire/version";
import { patch } from "@/lib/contracts/releases/endpoints/agents";
import { edit, publish } from "@/lib/contracts/releases/endpoints/lifecycle";
import { diff, version, versions } from "@/lib/contracts/releases/endpoints/versions";
import type { VersionDetail, VersionDiff } from "@/lib/contracts/releases/wire/versions";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import type { Endpoint } from "@/lib/http/endpoint";
import { type Called, call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { givenMcpServer, givenSkill } from "@/lib/testing/given-assignable";

const faultOf = ({ status, body }: Called) => [status, (body as { error: { code: string } }).error.code];
type Options = {
  json?: object;
  as?: Person;
  query?: Record<string, string>;
  params?: Record<string, string>;
  headers?: Record<string, string>;
};

/** An agent with a test server, a skill, a model and a file. */
async function givenDraft() {
  const scene = await given.workspace();
  const { owner, workspace } = scene;
  const { id: agentId } = await given.agent(scene.ctx, { description: "first" });
  const [test, prod, skill] = [
    await givenMcpServer(workspace),
    await givenMcpServer(workspace),
    await givenSkill(workspace),
  ];
  const model = newId("semanticDataModel");
  const semanticModel = { name: "Receipts", tables: [{ name: "receipt" }] };
  await db().semanticDataModel.create({
    data: { id: model, workspaceId: workspace.id, name: "Receipts", semanticModel },
  });
  await db().agentSemanticDataModel.create({ data: { agentId, semanticDataModelId: model } });
  await db().agentMcpServer.create({ data: { agentId, mcpServerId: test } });
  await db().agentSkill.create({ data: { agentId, skillId: skill } });
  await db().agentFile.create({ data: { agentId, path: "knowledge/a.csv", size: 1, sha256: "a".repeat(64) } });
  const ask = (endpoint: Endpoint, { as = owner, params, ...rest }: Options = {}) =>
    call(endpoint, { as, params: { tenant: workspace.id, agent: agentId, ...params }, ...rest });
  const differing = async (query: Record<string, string> = {}) => (await ask(diff, { query })).body as VersionDiff;
  const release = () => ask(publish, { json: { description: "Note.", mcp_server_mappings: { [test]: prod } } });
  return { ...scene, agentId, ids: { test, prod, skill, model }, ask, differing, release };
}

test("a version is listed and shown with what it froze, and marks what was deleted since", async () => {
  const { ask, release, ids, agentId, owner } = await givenDraft();
  await release();
  await ask(edit);
  await ask(publish);
  const first = await ask(versions, { query: { limit: "1" } });
  expect(first.body).toMatchObject({
    data: [{ label: "v2", is_live: true }],
    next: expect.any(String),
    has_more: true,
  });
  const { next } = first.body as { next: string };
  const second = await ask(versions, { query: { limit: "1", next } });
  const [listed] = (second.body as { data: { id: string }[] }).data;
  expect(second.body).toMatchObject({ next: null, has_more: false });
  expect(listed).toEqual({
    id: expect.stringMatching(/^agv_/),
    agent_id: agentId,
    label: "v1",
    description: "Note.",
    is_live: false,
    parent_id: null,
    restored_from_id: null,
    package_version: null,
    created_by: owner.id,
    created_at: expect.any(String),
    published_at: expect.any(String),
  });
  await db().agentSkill.deleteMany({ where: { agentId } });
  await db().skill.delete({ where: { id: ids.skill } });
  const shown = (await ask(version, { params: { version: "v1" } })).body as VersionDetail;
  expect(shown).toMatchObject({ ...listed, content: { description: "first", runbook_text: "", custom_persona: null } });
  expect(shown.attachments).toMatchObject({
    mcp_servers: [{ id: ids.prod }],
    skills: [{ id: ids.skill, deleted: true }],
    files: [{ path: "knowledge/a.csv", size: 1 }],
  });
  expect(shown.mcp_server_mappings).toEqual({ [ids.test]: ids.prod });
  expect((await ask(version, { params: { version: listed?.id ?? "" } })).body).toEqual(shown);
});

test("a comparison tells fields, models, files and attachments; what a mapping explains is no difference", async () => {
  const { ask, differing, release, ids, agentId } = await givenDraft();
  const initial = await differing();
  expect(initial).toMatchObject({ from: { ref: "live", version_id: null }, identical: false });
  expect(initial.attachments).toMatchObject({
    skills: { added: [{ id: ids.skill }] },
    semantic_data_models: { added: [{ id: ids.model }] },
    files: { added: [{ id: "knowledge/a.csv", name: "a.csv" }] },
  });
  await release();
  expect(await differing()).toMatchObject({ identical: true, to: { ref: "draft", label: "v1" } });
  await ask(edit);
  expect(await differing()).toMatchObject({
    identical: true,
    fields: [],
    attachments: {
      mcp_servers: { added: [], removed: [], mapped: [{ from: { id: ids.prod }, to: { id: ids.test } }] },
    },
  });
  await ask(patch, { json: { runbook_text: "A\nB" } });
  const semanticModel = { name: "Receipts", tables: [{ name: "bill" }] };
  await db().semanticDataModel.update({ where: { id: ids.model }, data: { semanticModel } });
  await db().agentFile.updateMany({ where: { agentId }, data: { sha256: "b".repeat(64) } });
  const changed = await differing();
  expect(changed.identical).toBe(false);
  expect(changed.fields).toMatchObject([{ field: "runbook_text", change: "added", hunks: [{ lines: ["+A", "+B"] }] }]);
  const [model] = changed.attachments.semantic_data_models.changed;
  expect(model?.hunks?.flatMap(({ lines }) => lines).join()).toContain('+      "name": "bill"');
  expect(changed.attachments.files.changed).toEqual([{ id: "knowledge/a.csv", name: "a.csv" }]);
});

test("a comparison shows what changed in text files, with secrets masked, and why the others stay unshown", async () => {
  const { ask, agentId, release, owner, workspace } = await givenDraft();
  const put = async (path: string, content: string | Buffer) => {
    const bytes = Buffer.from(content);
    const staged = await blobStore().stage(Readable.from([bytes]), { limit: bytes.length });
    await staged.commit();
    const file = { size: bytes.length, sha256: staged.sha256 };
    const where = { agentId_path: { agentId, path } };
    await db().agentFile.upsert({ where, create: { agentId, path, ...file }, update: file });
  };
  await put("knowledge/rates.csv", "country,rate\nDE,19\nFR,20\n");
  await put("knowledge/logo.png", Buffer.from([0x89, 0x50, 0]));
  await put("knowledge/long.txt", "a".repeat(256 * 1024));
  await release();
  await ask(edit);
  const secret = `AKIA${"Z7".repeat(8)}`;
  await put("knowledge/rates.csv", `country,rate\nDE,16\nFR,20\n${secret}\n`);
  await put("knowledge/logo.png", Buffer.from([0x89, 0x51, 0]));
  await put("knowledge/long.txt", "a".repeat(256 * 1024 + 1));
  await db().agentFile.updateMany({ where: { agentId, path: "knowledge/a.csv" }, data: { sha256: "b".repeat(64) } });
  const { body } = await ask(diff);
  expect(JSON.stringify(body)).not.toContain(secret);
  const changed = (body as VersionDiff).attachments.files.changed;
  const rates = changed.find(({ id }) => id === "knowledge/rates.csv");
  expect(rates?.hunks?.[0]?.lines.slice(0, 4)).toEqual([" country,rate", "-DE,19", "+DE,16", " FR,20"]);
  expect(changed.filter(({ hunks }) => hunks).map(({ id }) => id)).toEqual(["knowledge/rates.csv"]);
  const asked = { as: owner, params: { agent: agentId }, query: { from: "live", to: "draft" } };
  const page = await call(compare, { ...asked, headers: { "x-workspace-id": workspace.id } });
  const files = (page.body as Comparison).attachments.find(({ kind }) => kind === "files");
  expect(Object.fromEntries((files?.changed ?? []).map(({ id, unshown }) => [id, unshown]))).toEqual({
    "knowledge/a.csv": "missing",
    "knowledge/logo.png": "binary",
    "knowledge/long.txt": "large",
    "knowledge/rates.csv": undefined,
  });
});

test("a reader sees what was live, no draft, and nothing of other agents or tenants", async () => {
  const { ask, release, workspace, agentId } = await givenDraft();
  const other = await givenDraft();
  await release();
  await other.release();
  const foreign = await db().agentVersion.findFirstOrThrow({ where: { agentId: other.agentId } });
  const saved = { id: newId("version"), agentId, position: 2, label: "try", content: {} };
  await db().agentVersion.create({ data: saved });
  const viewer = await given.member(workspace, { role: "viewer" });
  const labels = async (as?: Person) =>
    ((await ask(versions, { as })).body as { data: { label: string }[] }).data.map(({ label }) => label);
  expect([await labels(), await labels(viewer)]).toEqual([["try", "v1"], ["v1"]]);
  expect(faultOf(await ask(version, { as: viewer, params: { version: "try" } }))).toEqual([404, "not_found"]);
  expect(faultOf(await ask(version, { params: { version: foreign.id } }))).toEqual([404, "not_found"]);
  expect(faultOf(await ask(diff, { as: viewer }))).toEqual([403, "forbidden"]);
  expect((await ask(diff, { as: viewer, query: { to: "v1" } })).body).toMatchObject({ identical: true });
  expect(faultOf(await ask(diff, { query: { from: foreign.id } }))).toEqual([404, "not_found"]);
  expect(faultOf(await ask(diff, { query: { from: "" } }))).toEqual([400, "invalid_parameter"]);
  expect(faultOf(await ask(versions, { query: { limit: "0" } }))).toEqual([400, "invalid_parameter"]);
  expect(faultOf(await ask(versions, { query: { next: "x" } }))).toEqual([400, "invalid_cursor"]);
  expect(faultOf(await ask(versions, { as: other.owner }))).toEqual([403, "tenant_forbidden"]);
});
