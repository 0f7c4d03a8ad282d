import { describe, expect, test } from "vitest";
import { createKey } from "@/lib/contracts/console/endpoints/api-keys";
import { create } from "@/lib/contracts/registry/endpoints/agent-changes";
import type { AgentResource } from "@/lib/contracts/registry/wire";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { type Called, call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { givenSchema, givenTool } from "@/lib/testing/given-assignable";

const faultOf = ({ status, body }: Called) => [status, (body as { error: { code: string } }).error.code];
const fieldsOf = ({ body }: Called) => (body as { error: { fields?: Record<string, string> } }).error.fields;
const made = ({ body }: Called) => body as AgentResource;
const audits = (targetId: string) => db().auditEvent.findMany({ where: { targetId }, orderBy: { seq: "asc" } });

describe("creating", () => {
  test("a key that may write and not read is told what it made, one that may read alone makes nothing", async () => {
    const { workspace, owner } = await given.workspace();
    const under = async (scopes: string[], name: string) => {
      const { body } = await call(createKey, { as: owner, json: { name: "CI", scopes } });
      const headers = { authorization: `Bearer ${(body as { key: string }).key}` };
      return call(create, { headers, json: { workspaceId: workspace.id, name } });
    };
    const answer = await under(["write"], "scout");
    expect([answer.status, made(answer).name]).toEqual([201, "scout"]);
    expect(faultOf(await under(["read"], "spy"))).toEqual([403, "forbidden"]);
    expect(await db().agent.count({ where: { workspaceId: workspace.id } })).toBe(1);
  });

  test("makes a draft with its content, owned by the caller, with one audit row and one event", async () => {
    const { workspace } = await given.workspace();
    const dev = await given.member(workspace);
    const [tool, schema] = [await givenTool(workspace), await givenSchema(workspace)];
    const json = {
      workspaceId: workspace.slug,
      name: "  Invoice Roast ",
      description: "Forensic.",
      instructions: "Look twice.",
      models: ["openai/gpt-4o", "a/b", "openai/gpt-4o"],
      inputSchemaId: schema,
      outputSchemaId: null,
      toolIds: [tool, tool],
    };
    const answer = await call(create, { as: dev, json });
    const { id } = made(answer);
    expect([answer.status, answer.headers.get("location"), answer.headers.get("etag")]).toEqual([
      201,
      `/api/agents/${id}`,
      '"1"',
    ]);
    expect(made(answer)).toMatchObject({
      workspaceId: workspace.id,
      name: "Invoice Roast",
      description: "Forensic.",
      defaultVersionId: null,
      createdBy: dev.id,
      deletedAt: null,
    });
    const row = await db().agent.findUniqueOrThrow({ where: { id }, include: { tools: true, runtime: true } });
    expect(row).toMatchObject({
      ownerId: dev.id,
      type: "business-assistant",
      hosting: "container",
      reviewStatus: "ACTIVE",
      lifecycleState: "draft",
      instructions: "Look twice.",
      models: ["openai/gpt-4o", "a/b"],
      inputSchemaId: schema,
      runtime: null,
    });
    expect(row.tools.map(({ toolId }) => toolId)).toEqual([tool]);
    expect((await audits(id)).map(({ action }) => action)).toEqual(["agent.created"]);
    expect(await db().event.count({ where: { targetId: id, type: "agent_created" } })).toBe(1);
    expect(await db().agentVersion.count({ where: { agentId: id } })).toBe(0);
  });

  test("is all or nothing: one unknown or foreign reference makes no agent, and every place is named", async () => {
    const { workspace, owner } = await given.workspace();
    const foreign = await givenTool(await given.place());
    const own = await givenTool(workspace);
    const json = {
      workspaceId: workspace.id,
      name: "x",
      toolIds: [own, foreign, newId("tool")],
      outputSchemaId: "sch_no",
    };
    const answer = await call(create, { as: owner, json });
    expect(faultOf(answer)).toEqual([400, "unknown_reference"]);
    const nothing = "no such tool in this workspace";
    expect(fieldsOf(answer)).toEqual({
      "toolIds[1]": nothing,
      "toolIds[2]": nothing,
      outputSchemaId: "no such schema in this workspace",
    });
    expect((answer.body as { error: { message: string } }).error.message).toBe(`toolIds[1]: ${nothing}`);
    expect(await db().agent.count({ where: { workspaceId: workspace.id } })).toBe(0);
    expect(await db().auditEvent.count({ where: { action: "agent.created", workspaceId: workspace.id } })).toBe(0);
  });

  test("is refused in a foreign or unknown workspace in the same words, and to viewers", async () => {
    const { workspace } = await given.workspace();
    const stranger = (await given.workspace()).owner;
    const viewer = await given.member(workspace, { role: "viewer" });
    const send = (as: Person, workspaceId: string) => call(create, { as, json: { workspaceId, name: "x" } });
    const [foreign, unknown] = [await send(stranger, workspace.id), await send(stranger, crypto.randomUUID())];
    expect([faultOf(foreign), faultOf(unknown)]).toEqual([
      [403, "workspace_forbidden"],
      [403, "workspace_forbidden"],
    ]);
    const plain = ({ body }: Called) => JSON.stringify(body).replace(/'[^']*'/, "");
    expect(plain(foreign)).toBe(plain(unknown));
    expect(faultOf(await send(viewer, workspace.id))).toEqual([403, "forbidden"]);
    expect(faultOf(await send(stranger, "no uuid \u00e9"))).toEqual([403, "workspace_forbidden"]);
  });

  test.each([
    [{ name: "" }, "name"],
    [{ name: "   " }, "name"],
    [{ name: "x".repeat(256) }, "name"],
    [{ name: "123" }, "name"],
    [{ name: "agt_x" }, "name"],
    [{ name: "import" }, "name"],
    [{ name: ".." }, "name"],
    [{ name: "a/b" }, "name"],
    [{ name: "a\nb" }, "name"],
    [{ name: null }, "name"],
    [{ name: 5 }, "name"],
    [{ description: "x".repeat(5_001) }, "description"],
    [{ instructions: "é".repeat(524_289) }, "instructions"],
    [{ models: Array.from({ length: 21 }, (_, i) => `m${i}`) }, "models"],
    [{ models: [""] }, "models[0]"],
    [{ toolIds: "tol_1" }, "toolIds"],
    [{ id: "agt_1" }, "id"],
    [{ ownerId: "usr_1" }, "ownerId"],
    [{ createdAt: "2026-01-01" }, "createdAt"],
  ])("refuses %j and names the field", async (bad, field) => {
    const { workspace, owner } = await given.workspace();
    const answer = await call(create, { as: owner, json: { workspaceId: workspace.id, name: "fine", ...bad } });
    expect(faultOf(answer)).toEqual([400, "invalid_body"]);
    expect(Object.keys(fieldsOf(answer) ?? {})).toContain(field);
  });

  test("takes 255 characters outside the first plane, and null for what may be absent", async () => {
    const { workspace, owner } = await given.workspace();
    const json = { workspaceId: workspace.id, name: "🦊".repeat(255), description: null, models: null, toolIds: null };
    expect((await call(create, { as: owner, json })).status).toBe(201);
  });

  test("of one name at once twenty times makes one agent", async () => {
    const { workspace, owner } = await given.workspace();
    const json = { workspaceId: workspace.id, name: "scout" };
    const all = await Promise.all(Array.from({ length: 20 }, () => call(create, { as: owner, json })));
    expect(all.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = all.filter(({ status }) => status !== 201);
    expect(new Set(refused.map((one) => faultOf(one).join()))).toEqual(new Set(["409,name_taken"]));
    expect(refused.every((one) => fieldsOf(one)?.name === "taken")).toBe(true);
  });

  test("forty at once at a limit of ten make ten", async () => {
    const { workspace, owner } = await given.workspace({ quotaAgents: 10 });
    const send = (_: unknown, i: number) =>
      call(create, { as: owner, json: { workspaceId: workspace.id, name: `a-${i}` } });
    const all = await Promise.all(Array.from({ length: 40 }, send));
    expect(all.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(new Set(all.filter(({ status }) => status !== 201).map((one) => faultOf(one).join()))).toEqual(
      new Set(["403,quota_exceeded"]),
    );
  });
});
