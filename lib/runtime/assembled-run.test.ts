import { afterAll, beforeAll, expect, test } from "vitest";
import { blobStore } from "@/lib/blobs/blob-store";
import { db } from "@/lib/db";
import { byId } from "@/lib/domain/agents/rules";
import { contextOfRun } from "@/lib/domain/assembled-context/queries";
import { startRun, wishToStart } from "@/lib/domain/runs/start-run";
import { stopRun } from "@/lib/domain/runs/stop-run";
import { dataPath } from "@/lib/env";
import { until } from "@/lib/runtime/driver-suite";
import { readLoadLog } from "@/lib/runtime/load-log";
import { runSupervisor, type Supervisor } from "@/lib/runtime/supervisor";
import { contextScene } from "@/lib/testing/context-scene";
import { given, type Person } from "@/lib/testing/given";
import { givenSystemAgent } from "@/lib/testing/given-assignable";
import { type GivenPlugin, givenPlugin, pluginSlug } from "@/lib/testing/given-plugin";

process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";

let admin: Person;
let supervisor: Supervisor;
beforeAll(async () => {
  admin = await given.outsider({ instanceAdmin: true });
  supervisor = await runSupervisor(() => undefined);
}, 60_000);
afterAll(() => supervisor.stop(), 60_000);

const runtimeOf = (agentId: string) => db().runtime.findUniqueOrThrow({ where: { agentId } });

async function loseBytes({ plugin_id }: GivenPlugin): Promise<void> {
  const { approvedVersion } = await db().marketplacePlugin.findUniqueOrThrow({
    where: { id: plugin_id },
    include: { approvedVersion: true },
  });
  await blobStore().remove({ kind: "blob", id: approvedVersion?.sha256 ?? "" }, new Date(Date.now() + 60_000));
}

test("the agent server says the estimate that the API says", async () => {
  const { ctx, agent, assign, read } = await contextScene({ cpu: 1, memoryMb: 1024, instructions: "Be 🙂 brief." });
  const where = { agent: byId(agent.id) };
  await assign(await givenPlugin(admin), await givenPlugin(admin));
  const { token_estimate } = await read();
  expect(await startRun(ctx, where)).toMatchObject({ state: "running" });
  await until(async () => {
    const text = JSON.stringify(await readLoadLog(dataPath("logs"), agent.id));
    return text.includes(`context: ${token_estimate} tokens, 2 plugins`);
  });
  await until(async () => (await runtimeOf(agent.id)).contextUsed === token_estimate);
  await stopRun(ctx, where);
});

test("an agent that runs is told of other plugins, their new versions and their end without a restart", async () => {
  const { ctx, agent, assign, disable, read } = await contextScene({ cpu: 1, memoryMb: 1024 });
  const where = { agent: byId(agent.id) };
  const slug = pluginSlug();
  await startRun(ctx, where);
  const told = async () => {
    const line = `context: ${(await read()).token_estimate} tokens, `;
    const text = async () => JSON.stringify(await readLoadLog(dataPath("logs"), agent.id));
    await until(async () => (await text()).includes(line), 20_000);
    return line;
  };
  const seen = new Set([await told()]);
  const plugin = await givenPlugin(admin, { slug });
  await assign(await givenPlugin(admin), plugin);
  seen.add(await told());
  await givenPlugin(admin, { slug, version: "1.1.0", files: { "commands/greet.md": "Say good evening, slowly." } });
  seen.add(await told());
  await disable(plugin);
  seen.add(await told());
  expect(seen.size).toBe(4);
  await stopRun(ctx, where);
}, 60_000);

test("an agent does not start on a prompt with a gap, and says why", async () => {
  const { ctx, agent, assign } = await contextScene({ cpu: 1, memoryMb: 1024 });
  const plugin = await givenPlugin(admin);
  await assign(plugin);
  await loseBytes(plugin);
  await wishToStart(ctx, { agent: byId(agent.id) });
  const error = "The content of the agent's plugins cannot be read now";
  await until(async () => (await db().runtime.findUnique({ where: { agentId: agent.id } }))?.error === error);
  expect(await runtimeOf(agent.id)).toMatchObject({ observedState: "stopped", doorUrl: null });
}, 60_000);

test("an agent of the system, which lies in no workspace, has a context of its own text", async () => {
  const id = await givenSystemAgent();
  await db().agent.update({ where: { id }, data: { instructions: "Keep the house." } });
  const context = await contextOfRun(id);
  expect(context).toMatchObject({ prompt: "Keep the house.", pluginsLoaded: [] });
});
