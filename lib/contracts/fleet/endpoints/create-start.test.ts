import { afterEach, expect, test } from "vitest";
import { create } from "@/lib/contracts/fleet/endpoints/agents";
import { db } from "@/lib/db";
import { leaveSupervisor, registerSupervisor } from "@/lib/domain/supervisors/register-supervisor";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";

let supervisor = "";
afterEach(async () => {
  await leaveSupervisor(supervisor);
  await db().runtime.deleteMany();
});

/** Notes the same about the one run that is wished, as a supervisor would. */
async function note(seen: object): Promise<void> {
  const where = { desiredState: "running", observedState: "stopped" };
  await expect
    .poll(async () => (await db().runtime.updateMany({ where, data: seen })).count, { timeout: 10_000 })
    .toBe(1);
}

const made = async (seen: object) => {
  const { owner, workspace } = await given.workspace();
  const json = { name: "scout", template: "blank" };
  const address = { url: "http://127.0.0.1:9", secret: "s", isolation: "process", driver: "process", machine: "test" };
  supervisor = await registerSupervisor(address);
  const [answer] = await Promise.all([call(create, { as: owner, json }), note(seen)]);
  const left = await db().agent.count({ where: { workspaceId: workspace.id } });
  return { answer, left, again: () => call(create, { as: owner, json }) };
};

test("the answer waits for the run that is seen", async () => {
  const { answer, left } = await made({ observedState: "running" });
  expect([answer.status, answer.body, left]).toMatchObject([200, { status: "running" }, 1]);
});

test("a process that ends at once leaves an agent that has exited, not a fault", async () => {
  const { answer, left } = await made({ observedState: "exited", exitCode: 1, error: "Ended with exit code 1" });
  expect([answer.status, answer.body, left]).toMatchObject([200, { status: "exited" }, 1]);
});

test("what the engine refuses is 500 with its reason; nothing is left and the name is free", async () => {
  const { answer, left, again } = await made({ observedState: "exited", exitCode: null, error: "image not available" });
  expect([answer.status, answer.body, left]).toEqual([
    500,
    { detail: "Failed to start agent: image not available" },
    0,
  ]);
  await leaveSupervisor(supervisor);
  expect((await again()).status).toBe(200);
});
