import { expect, test } from "vitest";
import { unseal } from "@/lib/auth/seal";
import { showAssignments } from "@/lib/contracts/console/endpoints/agent-resources";
import { createMcpServer, patchMcpServer, showMcpServer } from "@/lib/contracts/console/endpoints/mcp-servers";
import { createSkill, listSkills, removeSkill, showSkill } from "@/lib/contracts/console/endpoints/skills";
import { createTool, listTools, patchTool } from "@/lib/contracts/console/endpoints/tools";
import type { Assignments } from "@/lib/contracts/console/wire/assignment";
import { putSkills } from "@/lib/contracts/registry/endpoints/assignments";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

const idOf = (body: unknown) => (body as { id: string }).id;

async function givenSkill(as: Person): Promise<string> {
  const { body } = await call(createSkill, { as, json: { name: "vat", text: "# VAT" } });
  return idOf(body);
}
const assign = (agentId: string, skillId: string) => db().agentSkill.create({ data: { agentId, skillId } });

/** Makes a version with these skills the agent's live one. */
async function publish(agentId: string, skills: string[]): Promise<void> {
  const id = newId("version");
  await db().agentVersion.create({
    data: { id, agentId, position: 1, label: "v1", content: {}, attachments: { skills } },
  });
  await db().agent.update({ where: { id: agentId }, data: { liveVersionId: id, lifecycleState: "live" } });
}

test("what drafts use is deleted only by force, which takes it off them, those in the trash included", async () => {
  const { ctx, owner } = await given.workspace();
  const id = await givenSkill(owner);
  const agent = await given.agent(ctx, { name: "scout" });
  const trashed = await given.agent(ctx, { deletedAt: new Date() });
  await assign(agent.id, id);
  await assign(trashed.id, id);
  expect((await call(showSkill, { as: owner, params: { id } })).body).toMatchObject({ usedBy: 1 });
  expect((await call(listSkills, { as: owner })).body).toMatchObject({ data: [{ usedBy: 1 }] });
  const refused = await call(removeSkill, { as: owner, params: { id } });
  expect([refused.status, refused.body]).toMatchObject([
    409,
    { error: { code: "in_use", agents: [{ id: agent.id, name: "scout" }], message: expect.stringContaining("scout") } },
  ]);
  expect((await call(removeSkill, { as: owner, params: { id }, query: { force: "true" } })).status).toBe(204);
  expect(await db().agentSkill.count({ where: { skillId: id } })).toBe(0);
  expect(await db().agent.findUnique({ where: { id: agent.id }, select: { rev: true } })).toEqual({ rev: 2 });
  const audit = await db().auditEvent.findFirst({ where: { action: "skill.deleted" }, orderBy: { seq: "desc" } });
  expect(audit?.after).toEqual({ detachedFrom: [agent.id] });
});

test("what is live holds on to its resources, also where the draft has given them up, until it is in the trash", async () => {
  const { ctx, owner } = await given.workspace();
  const id = await givenSkill(owner);
  const agent = await given.agent(ctx, { name: "scout" });
  await publish(agent.id, [id]);
  expect((await call(showSkill, { as: owner, params: { id } })).body).toMatchObject({ usedBy: 1 });
  const refused = await call(removeSkill, { as: owner, params: { id }, query: { force: "true" } });
  expect([refused.status, refused.body]).toMatchObject([409, { error: { agents: [{ name: "scout" }] } }]);
  await db().agent.update({ where: { id: agent.id }, data: { deletedAt: new Date(), retentionTier: "short" } });
  expect((await call(removeSkill, { as: owner, params: { id } })).status).toBe(204);
});

test("agents that the caller may not see count, but are not named", async () => {
  const { owner } = await given.workspace();
  const id = await givenSkill(owner);
  const foreign = await given.workspace();
  const agent = await given.agent(foreign.ctx, { name: "secret-project" });
  await assign(agent.id, id);
  const refused = await call(removeSkill, { as: owner, params: { id } });
  expect(refused.body).toMatchObject({
    error: { agents: [], message: expect.stringContaining("an agent that you cannot see") },
  });
  expect(JSON.stringify(refused.body)).not.toContain("secret-project");
});

const CANARY = "canary-7f3a";
const canary = (n: number) => `${CANARY}-${n}`;

/** Every text that the database keeps, but sealed columns and the tables of sign-in. */
async function storedTexts(): Promise<string> {
  const tables = ["McpServer", "Tool", "AuditEvent", "Event", "Notification"];
  const rows = await Promise.all(
    tables.map((table) =>
      db().$queryRawUnsafe<{ text: string }[]>(`SELECT to_jsonb(t)::text AS text FROM "${table}" t`),
    ),
  );
  return rows
    .flat()
    .map(({ text }) => text)
    .join("\n");
}

test("30 planted secrets are kept, used and seen nowhere", async () => {
  const { owner } = await given.workspace();
  const seen: string[] = [];
  const send = async (...[endpoint, options]: Parameters<typeof call>) => {
    const { status, body } = await call(endpoint, { as: owner, ...options });
    seen.push(JSON.stringify(body));
    return { status, body };
  };
  const headers = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`X-Auth-${i}`, canary(i)]));
  const env = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`TOKEN_${i}`, canary(8 + i)]));
  const server = await send(createMcpServer, {
    json: {
      name: "s",
      url: "https://x.example/",
      headers,
      env,
      organizationType: canary(16),
      oauthClientConfig: { secret: canary(17) },
    },
  });
  const configuration = {
    password: canary(18),
    nested: { list: [{ apiKey: canary(19) }, { clientSecret: { inner: canary(20) } }] },
    address: `postgres://${canary(21)}:${canary(22)}@db.example/x`,
    credentials: [canary(23), canary(24)],
    DSN: canary(25),
    privatePem: canary(26),
    passwdFile: canary(27),
    access_token: canary(28),
  };
  const tool = await send(createTool, { json: { name: "t", configuration } });
  const params = { id: idOf(server.body) };
  const shown = (await send(showMcpServer, { params })).body as { headers: Record<string, string> };
  const kept = { ...shown.headers, "X-Auth-0": canary(29), Accept: "text/plain" };
  expect((await send(patchMcpServer, { params, json: { headers: kept } })).status).toBe(200);
  await send(patchMcpServer, { params, json: { headers: { ...kept, "X-New": "********" } } });
  const masked = (tool.body as { configuration: object }).configuration;
  const patched = await send(patchTool, {
    params: { id: idOf(tool.body) },
    json: { configuration: { ...masked, limit: 1 } },
  });
  expect(patched.status).toBe(200);
  await send(createTool, { json: { name: "t", configuration } });
  await send(listTools, {});
  expect(seen.join("\n")).not.toContain(CANARY);
  expect(await storedTexts()).not.toContain(CANARY);

  const rows = await db().mcpServer.findUniqueOrThrow({ where: { id: params.id } });
  const opened = unseal(rows.secrets ?? new Uint8Array(), params.id);
  expect(opened).toMatchObject({
    headers: { "X-Auth-0": canary(29), "X-Auth-7": canary(7), Accept: "text/plain" },
    env,
  });
  const stored = await db().tool.findUniqueOrThrow({ where: { id: idOf(tool.body) } });
  expect(unseal(stored.secrets ?? new Uint8Array(), stored.id)).toEqual({ ...configuration, limit: 1 });
  expect(Buffer.from(rows.secrets ?? []).includes(CANARY)).toBe(false);
});

test("a change of what is hidden alone is audited without it, a repeat leaves nothing", async () => {
  const { owner } = await given.workspace();
  const made = await call(createMcpServer, { as: owner, json: { name: "s", headers: { Authorization: "one" } } });
  const params = { id: idOf(made.body) };
  const send = () => call(patchMcpServer, { as: owner, params, json: { headers: { Authorization: "two" } } });
  expect((await send()).body).toMatchObject({ rev: 2, headers: { Authorization: "********" } });
  expect((await send()).body).toMatchObject({ rev: 2 });
  const audits = await db().auditEvent.findMany({ where: { targetId: params.id, action: "mcp_server.updated" } });
  expect(audits.map(({ after }) => after)).toEqual([{ hiddenValues: "changed" }]);
  await call(patchMcpServer, { as: owner, params, json: { headers: {} } });
  expect((await db().mcpServer.findUniqueOrThrow({ where: { id: params.id } })).secrets).toBeNull();
});

test("hidden values that were sealed under another secret are asked for again, and the rest can still be changed", async () => {
  const { owner } = await given.workspace();
  const made = await call(createMcpServer, { as: owner, json: { name: "s", headers: { Authorization: "one" } } });
  const params = { id: idOf(made.body) };
  await db().mcpServer.update({ where: { id: params.id }, data: { secrets: new Uint8Array(60) } });
  const send = (json: object) => call(patchMcpServer, { as: owner, params, json });
  expect((await send({ description: "x" })).status).toBe(200);
  const refused = await send({ headers: { Authorization: "********" } });
  expect([refused.status, JSON.stringify(refused.body)]).toEqual([409, expect.stringContaining("send them anew")]);
  expect((await send({ headers: { Authorization: "new" } })).status).toBe(200);
});

test("an agent's resources come in their order: the draft's to who may change it while there is one, else the live ones", async () => {
  const { ctx, owner, workspace } = await given.workspace();
  const viewer = await given.member(workspace, { role: "viewer" });
  const agent = await given.agent(ctx);
  const made = async (name: string) => idOf((await call(createSkill, { as: owner, json: { name, text: "x" } })).body);
  const [a, b] = [await made("a"), await made("b")];
  await call(putSkills, { as: owner, params: { agent: agent.id }, json: { skillIds: [b, a] } });
  const names = async (as: Person) => {
    const { body } = await call(showAssignments, { as, params: { agent: agent.name } });
    const { skills, ...rest } = body as Assignments;
    return { skills: skills.map(({ name }) => name), shown: rest.shown, mayChange: rest.mayChange };
  };
  expect(await names(owner)).toEqual({ skills: ["b", "a"], shown: "draft", mayChange: true });
  expect(await names(viewer)).toEqual({ skills: ["b", "a"], shown: "draft", mayChange: false });
  await publish(agent.id, [a]);
  expect(await names(owner)).toEqual({ skills: ["a"], shown: "live", mayChange: true });
  await db().agent.update({ where: { id: agent.id }, data: { lifecycleState: "draft" } });
  expect(await names(owner)).toEqual({ skills: ["b", "a"], shown: "draft", mayChange: true });
  expect(await names(viewer)).toEqual({ skills: ["a"], shown: "live", mayChange: false });
  const stranger = (await given.workspace()).owner;
  expect((await call(showAssignments, { as: stranger, params: { agent: agent.id } })).status).toBe(404);
});
