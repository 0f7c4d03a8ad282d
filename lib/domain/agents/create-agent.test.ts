import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { createAgent, type NewAgent } from "@/lib/domain/agents/create-agent";
import { getRegistryAgent } from "@/lib/domain/agents/queries";
import { byId } from "@/lib/domain/agents/rules";
import { sealEvents } from "@/lib/domain/audit/seal-events";
import type { Ctx } from "@/lib/domain/context";
import { newId, newWorkspaceId } from "@/lib/domain/ids";
import { countStatements } from "@/lib/testing/count-statements";
import { given } from "@/lib/testing/given";

function content(workspaceId: string, more: Partial<NewAgent> = {}): NewAgent {
  const references = { inputSchemaId: null, outputSchemaId: null, toolIds: [] };
  const texts = { name: "scout", description: "Reads", instructions: "Look twice.", models: ["a/b", "a/b", "c/d"] };
  return { workspaceId, ...texts, ...references, ...more };
}

async function tool(workspaceId: string): Promise<string> {
  const { id } = await db().tool.create({ data: { id: newId("tool"), workspaceId, name: newId("tool") } });
  return id;
}

/** Everything that is left of creating an agent, but its id, number and times. */
async function tracesOf(agentId: string) {
  const audits = await db().auditEvent.findMany({ where: { targetId: agentId } });
  const events = await db().event.findMany({ where: { targetId: agentId } });
  return {
    audits: audits.map(({ seq: _, id: _id, at: _at, signature: _signature, ...audit }) => audit),
    events: events.map(({ id: _, at: _at, ...event }) => event),
  };
}

async function outcomes(work: Promise<unknown>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(work);
  return settled.map((one) => (one.status === "fulfilled" ? "made" : one.reason.fault)).sort();
}

test("a draft leaves one audit row and one event, and is given as it is read afterwards", async () => {
  const { workspace, ctx } = await given.workspace();
  const made = await createAgent(ctx, content(workspace.id, { type: "general" }));
  expect(await getRegistryAgent(ctx, { agent: byId(made.id) })).toEqual(made);
  const { number, ...row } = await db().agent.findUniqueOrThrow({ where: { id: made.id } });
  expect(row).toMatchObject({
    ownerId: ctx.actor.userId,
    createdById: ctx.actor.userId,
    type: "general",
    hosting: "container",
  });
  expect(row).toMatchObject({
    reviewStatus: "ACTIVE",
    lifecycleState: "draft",
    models: ["a/b", "c/d"],
    modelSettings: {},
    rev: 1,
  });
  const { userId: actorId, name: actorName } = ctx.actor;
  const { id, name } = made;
  const after = { name, type: "general", description: "Reads", models: ["a/b", "a/b", "c/d"], tools: [] };
  const { requestId, address, userAgent } = ctx.origin;
  expect(await tracesOf(id)).toEqual({
    audits: [
      {
        ...{ actorType: "user", actorId, actorName, via: "token", action: "agent.created" },
        ...{ targetType: "agent", targetId: id, targetName: name, workspaceId: workspace.id },
        ...{ before: null, after, outcome: "success", override: false, requestId, address, userAgent },
      },
    ],
    events: [
      {
        ...{ topic: "agents", type: "agent_created", targetId: id, workspaceId: workspace.id, userId: null },
        payload: { type: "agent_created", id, name, number, workspaceId: workspace.id, actorId, actorName, data: {} },
      },
    ],
  });
  expect((await sealEvents()).foreign).toEqual([]);
});

test("a draft is one statement, two where an instance admin names a workspace by its slug", async () => {
  const { workspace, ctx } = await given.workspace();
  const admin = await given.outsider({ instanceAdmin: true });
  expect(await countStatements(() => createAgent(ctx, content(workspace.id)))).toBe(1);
  expect(await countStatements(() => createAgent(admin.ctx, content(workspace.id, { name: "guide" })))).toBe(1);
  expect(await countStatements(() => createAgent(admin.ctx, content(workspace.slug, { name: "watch" })))).toBe(2);
  for (const unknown of [newWorkspaceId(), "no-such-slug"]) {
    for (const toolIds of [[], ["tol_none"]]) {
      const nowhere = createAgent(admin.ctx, content(unknown, { toolIds }));
      await expect(nowhere).rejects.toMatchObject({ fault: "workspace_forbidden" });
    }
  }
  const [audit] = await db().auditEvent.findMany({ where: { workspaceId: workspace.id, actorId: admin.id } });
  expect(audit).toMatchObject({ action: "agent.created", override: true });
});

test("tools are assigned in their order; with one that is unknown nothing is made", async () => {
  const { workspace, ctx } = await given.workspace();
  const tools = [await tool(workspace.id), await tool(workspace.id), await tool(workspace.id)].reverse();
  const { id } = await createAgent(ctx, content(workspace.id, { toolIds: [...tools, tools[0] ?? ""] }));
  const assigned = await db().agentTool.findMany({ where: { agentId: id }, orderBy: { attachedAt: "asc" } });
  expect(assigned.map(({ toolId }) => toolId)).toEqual(tools);
  const wrong = createAgent(ctx, content(workspace.id, { name: "guide", toolIds: ["tol_none"] }));
  await expect(wrong).rejects.toMatchObject({ fault: "unknown_reference" });
  expect(await db().agent.count({ where: { workspaceId: workspace.id } })).toBe(1);
});

test("of many at once with one name one is made; the others are name_taken and leave nothing", async () => {
  const { workspace, ctx } = await given.workspace();
  const tries = Array.from({ length: 12 }, (_, at) =>
    createAgent(
      ctx,
      content(workspace.id, { toolIds: [], useCustomPersona: at % 3 === 0, customPersonaPrompt: "Be brief." }),
    ),
  );
  expect(await outcomes(tries)).toEqual(["made", ...Array(11).fill("name_taken")]);
  const [agent] = await db().agent.findMany({ where: { workspaceId: workspace.id } });
  const action = "agent.created";
  expect(await db().auditEvent.count({ where: { workspaceId: workspace.id, action } })).toBe(1);
  expect(await db().event.count({ where: { workspaceId: workspace.id, targetId: { not: agent?.id } } })).toBe(0);
});

test("a name is free again once its agent is in the trash, and in every other workspace", async () => {
  const { workspace, ctx } = await given.workspace();
  await given.agent(ctx, { name: "scout", deletedAt: new Date() });
  const other = await given.workspace();
  await createAgent(other.ctx, content(other.workspace.id));
  expect(await createAgent(ctx, content(workspace.id))).toMatchObject({ name: "scout" });
});

test("a workspace with a limit never has more, however many are made at once", async () => {
  const { workspace, ctx } = await given.workspace({ quotaAgents: 3 });
  const make = (by: Ctx, at: number) => createAgent(by, content(workspace.id, { name: `scout-${at}` }));
  const tries = Array.from({ length: 10 }, (_, at) => make(ctx, at));
  expect(await outcomes(tries)).toEqual([...Array(3).fill("made"), ...Array(7).fill("quota_exceeded")]);
  expect(await db().agent.count({ where: { workspaceId: workspace.id } })).toBe(3);
});
