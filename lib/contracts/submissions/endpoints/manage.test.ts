import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import type { Endpoint } from "@/lib/http/endpoint";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { submitted } from "@/lib/testing/submitting";
import { auditOf, eventsOf, jobsWithKey } from "@/lib/testing/traces";
import { disable, disableBackground, enable, enableBackground, remove, removeOwn } from "./manage";
import { backgroundEligible, list } from "./read";
import { approve, decline } from "./review";

async function house() {
  const { workspace, owner } = await given.workspace();
  const maria = await given.member(workspace, { role: "developer" });
  return { workspace, ada: owner, maria };
}

const rowOf = (id: string) => db().agent.findUniqueOrThrow({ where: { id }, include: { runtime: true } });
const to = (endpoint: Endpoint, as: Person, ref: string | number, query = {}) =>
  call(endpoint, { as, params: { agent_name: ref }, query });

test("disabling unloads, enabling loads the approved package again", async () => {
  const { ada } = await house();
  const agent = await submitted(ada);
  await db().agent.update({ where: { id: agent.id }, data: { runningPackageId: agent.packageId } });
  expect(await to(disable, ada, agent.name)).toMatchObject({
    status: 200,
    body: { message: `Agent '${agent.name}' disabled successfully`, agent_name: agent.name, status: "DISABLED" },
  });
  expect(await rowOf(agent.id)).toMatchObject({
    reviewStatus: "DISABLED",
    runningPackageId: null,
    statusChangedById: ada.id,
    runtime: { desiredState: "stopped", desiredPackageId: null },
  });
  expect(await jobsWithKey(`load:${agent.id}`)).toHaveLength(1);
  expect((await to(disable, ada, agent.number)).body).toEqual({
    message: `Agent '${agent.name}' is already disabled`,
    agent_name: agent.name,
    status: "DISABLED",
  });
  expect((await to(enable, ada, agent.id)).body).toMatchObject({
    message: `Agent '${agent.name}' enabled successfully`,
    status: "ACTIVE",
  });
  expect((await to(enable, ada, agent.id)).body).toMatchObject({ message: `Agent '${agent.name}' is already enabled` });
  expect(await rowOf(agent.id)).toMatchObject({
    runtime: { desiredState: "running", desiredPackageId: agent.packageId },
  });
  expect((await auditOf(agent.id)).map((row) => row.action)).toEqual([
    "package.submitted",
    "agent.disabled",
    "agent.enabled",
  ]);
  expect((await eventsOf(agent.id)).slice(-2)).toEqual(["agent_updated", "agent_updated"]);
  expect(await db().agentVersion.count({ where: { agentId: agent.id } })).toBe(1);
});

test("switching is never a way around the review", async () => {
  const { ada, maria } = await house();
  const agent = await submitted(maria);
  expect(await to(enable, ada, agent.name)).toMatchObject({
    status: 409,
    body: { status_code: 409, message: `Agent '${agent.name}' is PENDING and cannot be enabled` },
  });
  await call(decline, { as: ada, params: { agent_id: agent.name }, json: { feedback: "no" } });
  expect((await to(disable, ada, agent.name)).body).toMatchObject({
    message: `Agent '${agent.name}' is REJECTED and cannot be disabled`,
  });
  expect((await rowOf(agent.id)).reviewStatus).toBe("REJECTED");
});

test("approving a DISABLED agent makes it ACTIVE without publishing again", async () => {
  const { ada } = await house();
  const agent = await submitted(ada);
  await to(disable, ada, agent.name);
  expect((await call(approve, { as: ada, params: { agent_id: agent.name } })).body).toMatchObject({ status: "ACTIVE" });
  expect(await db().agentVersion.count({ where: { agentId: agent.id } })).toBe(1);
  expect((await rowOf(agent.id)).runtime).toMatchObject({ desiredPackageId: agent.packageId });
});

test("switching and deleting are for admins; strangers see nothing", async () => {
  const { maria } = await house();
  const agent = await submitted(maria);
  const stranger = await house();
  for (const endpoint of [disable, enable, remove]) {
    expect(await to(endpoint, maria, agent.name)).toMatchObject({
      status: 403,
      body: { message: "Admin access required" },
    });
    expect((await to(endpoint, stranger.ada, agent.number)).status).toBe(404);
  }
  expect((await to(removeOwn, stranger.ada, agent.id)).status).toBe(404);
});

test("background runs are allowed and forbidden by owners and admins, repeats change nothing", async () => {
  const { workspace, ada, maria } = await house();
  const agent = await submitted(maria);
  const colleague = await given.member(workspace);
  expect((await to(disableBackground, colleague, agent.name)).status).toBe(403);
  expect((await to(enableBackground, maria, agent.name)).body).toEqual({
    message: `Background execution is already enabled for agent '${agent.name}'`,
    agent_name: agent.name,
    supports_background: true,
  });
  expect((await to(disableBackground, maria, agent.name)).body).toEqual({
    message: `Background execution disabled for agent '${agent.name}'`,
    agent_name: agent.name,
    supports_background: false,
  });
  await call(approve, { as: ada, params: { agent_id: agent.name } });
  expect((await call(backgroundEligible, { as: colleague })).body).toEqual({ agents: [], total: 0 });
  expect((await to(enableBackground, ada, agent.name)).body).toMatchObject({ supports_background: true });
  expect((await call(backgroundEligible, { as: colleague })).body).toMatchObject({ total: 1 });
  expect(
    (await auditOf(agent.id)).filter((row) => row.action === "agent.updated" && row.outcome === "success"),
  ).toHaveLength(2);
});

test("deleting moves to the trash under the workspace's tier and frees the name", async () => {
  const { workspace, ada } = await house();
  await db().workspace.update({ where: { id: workspace.id }, data: { retentionTier: "long" } });
  const agent = await submitted(ada);
  expect(await to(remove, ada, agent.name)).toMatchObject({
    status: 200,
    body: { message: `Agent '${agent.name}' removed successfully`, agent_name: agent.name },
  });
  expect(await rowOf(agent.id)).toMatchObject({
    retentionTier: "long",
    runningPackageId: null,
    runtime: { desiredState: "stopped" },
  });
  expect((await rowOf(agent.id)).deletedAt).not.toBeNull();
  expect((await to(remove, ada, agent.name)).status).toBe(404);
  expect((await call(list, { as: ada })).body).toEqual({ agents: [], total: 0 });
  expect((await auditOf(agent.id)).at(-1)).toMatchObject({ action: "agent.deleted" });
  expect((await eventsOf(agent.id)).at(-1)).toBe("agent_deleted");
  expect((await submitted(ada)).number).toBeGreaterThan(agent.number);
});

test("an agent that another one uses is deleted only with the flag", async () => {
  const { ada } = await house();
  const agent = await submitted(ada);
  const user = await given.agent(ada.ctx, { name: "reader" });
  await db().folderConfig.create({
    data: { id: newId("integration"), agentId: user.id, kind: "consume", name: "data", sourceId: agent.id },
  });
  expect(await to(remove, ada, agent.name)).toMatchObject({
    status: 409,
    body: {
      status_code: 409,
      message: `Agent '${agent.name}' is in use`,
      errors: [{ type: "agent.in_use", loc: ["path", "agent_name"], msg: "agent 'reader'", input: agent.name }],
    },
  });
  for (const flag of ["false", "0"]) {
    expect((await to(remove, ada, agent.name, { allow_force_delete: flag })).status).toBe(409);
  }
  expect((await to(remove, ada, agent.name, { allow_force_delete: "maybe" })).status).toBe(422);
  expect((await to(remove, ada, agent.name, { allow_force_delete: "1" })).status).toBe(200);
});

test("people delete their own agents, also those named like a path", async () => {
  const { workspace, maria } = await house();
  const colleague = await given.member(workspace);
  for (const name of ["my-agent", "submit", "can-submit-agent"]) {
    await submitted(maria, { name });
    expect((await to(removeOwn, colleague, name)).status).toBe(403);
    expect((await to(removeOwn, maria, name)).body).toMatchObject({ agent_name: name });
  }
});
