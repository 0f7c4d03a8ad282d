import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { db } from "@/lib/db";
import { removeAgent } from "@/lib/domain/agents/delete-agent";
import { purgeAgent } from "@/lib/domain/agents/purge-agent";
import { byId } from "@/lib/domain/agents/rules";
import { updateAgent } from "@/lib/domain/agents/update-agent";
import { setFolders } from "@/lib/domain/folders/set-folders";
import { enterEditMode } from "@/lib/domain/lifecycle/enter-edit-mode";
import { publishDraft } from "@/lib/domain/lifecycle/publish-draft";
import { startRun } from "@/lib/domain/runs/start-run";
import { stopRun } from "@/lib/domain/runs/stop-run";
import { openEngine } from "@/lib/runtime/docker-driver/engine";
import { LABEL } from "@/lib/runtime/docker-driver/names";
import { runSupervisor, type Supervisor } from "@/lib/runtime/supervisor";
import { readTree } from "@/lib/runtime/workspace-door";
import { askAsAgent, serveAgents } from "@/lib/testing/agent-asks";
import { contextScene } from "@/lib/testing/context-scene";
import { given } from "@/lib/testing/given";
import { runRaces } from "@/lib/testing/races/run-races";
import { toldContexts } from "@/lib/testing/told-contexts";

// All supervisors of the tests are here: two on one engine would take each other's containers for those of nobody, and lease the same ports.
const engine = inject("engine");
const address = "address" in engine ? engine.address : "unix:///nowhere";
process.env.DOCKER_HOST = address;
process.env.MUSTER_DRIVER = "docker";
process.env.MUSTER_RATE_LIMIT = "0";

describe.runIf("address" in engine)("agents in containers under the supervisor", () => {
  const { api } = openEngine(address);
  let supervisor: Supervisor;
  let stopServing: () => void;
  beforeAll(async () => {
    stopServing = await serveAgents("0.0.0.0");
    supervisor = await runSupervisor(() => undefined);
  }, 60_000);
  afterAll(async () => {
    stopServing();
    await supervisor.stop();
  }, 60_000);

  const runtimeOf = (agentId: string) => db().runtime.findUniqueOrThrow({ where: { agentId } });
  const containersOf = (agentId: string) =>
    api.listContainers({ all: true, filters: { label: [`${LABEL.agent}=${agentId}`] } });

  test("a container outlives its supervisor and is taken over by the next, its token too; one that vanishes is noticed", async () => {
    const { ctx, agent } = await contextScene({ cpu: 1, memoryMb: 256 });
    const where = { agent: byId(agent.id) };
    const begun = Date.now();
    expect(await startRun(ctx, where)).toMatchObject({ state: "running", error: null });
    expect(Date.now() - begun).toBeLessThan(15_000);
    const before = await runtimeOf(agent.id);
    expect(before).toMatchObject({ driver: "docker", containerId: expect.stringMatching(/^[0-9a-f]{12}$/) });
    await supervisor.stop();
    expect(await containersOf(agent.id)).toMatchObject([{ State: "running" }]);
    supervisor = await runSupervisor(() => undefined);
    await expect.poll(async () => (await runtimeOf(agent.id)).supervisorId, { timeout: 15_000 }).toBe(supervisor.id);
    expect(await runtimeOf(agent.id)).toMatchObject({ containerId: before.containerId, observedState: "running" });
    expect(await readTree(agent.id, "", false)).toHaveProperty("tree");
    expect(await askAsAgent(agent.id, { node: "node" })).toMatchObject({
      status: 200,
      body: { agent_id: agent.number },
    });
    await api.getContainer(before.containerId ?? "").remove({ force: true });
    const seen = async () => (await runtimeOf(agent.id)).observedState;
    await expect.poll(seen, { timeout: 3_000, interval: 20 }).toBe("exited");
    await stopRun(ctx, where);
  });

  test("a container is told of its draft and of what is published, without a restart", async () => {
    const { ctx } = await given.workspace();
    const { id } = await given.agent(ctx);
    await db().agent.update({ where: { id }, data: { cpu: 1, memoryMb: 256 } });
    const where = { agent: byId(id) };
    await startRun(ctx, where);
    const { containerId } = await runtimeOf(id);
    await updateAgent(ctx, { ...where, changes: { instructions: "one" } });
    await expect.poll(() => toldContexts(id), { timeout: 15_000 }).toEqual(["context of the draft loaded"]);
    await publishDraft(ctx, { ...where, mapping: {} });
    await enterEditMode(ctx, where);
    await updateAgent(ctx, { ...where, changes: { instructions: "two" } });
    await publishDraft(ctx, { ...where, mapping: {} });
    const all = ["context of the draft loaded", "context v2 loaded"];
    await expect.poll(() => toldContexts(id), { timeout: 15_000 }).toEqual(all);
    expect(await runtimeOf(id)).toMatchObject({ containerId, observedState: "running" });
    await stopRun(ctx, where);
  }, 60_000);

  test("a purged agent's shared volume that another still mounts goes as soon as it can, also when Muster is restarted meanwhile", async () => {
    const { ctx } = await given.workspace();
    const [source, user] = [await given.agent(ctx), await given.agent(ctx)];
    for (const { id } of [source, user]) await db().agent.update({ where: { id }, data: { cpu: 1, memoryMb: 256 } });
    await setFolders(ctx, { agent: byId(source.id), expose: true, consume: false });
    await setFolders(ctx, { agent: byId(user.id), expose: false, consume: true });
    expect(await startRun(ctx, { agent: byId(user.id) })).toMatchObject({ state: "running" });
    await removeAgent(ctx, { agent: byId(source.id), force: true });
    await purgeAgent(ctx, { agent: byId(source.id) });
    const key = `remains:${source.id}`;
    const volumes = async () =>
      (await api.listVolumes({ filters: JSON.stringify({ name: [source.id] }) })).Volumes?.map(({ Name }) => Name) ??
      [];
    const later = async () =>
      (await db().$queryRaw<object[]>`SELECT 1 FROM graphile_worker.jobs WHERE key = ${key} AND run_at > now()`).length;
    await expect.poll(later, { timeout: 15_000 }).toBe(1);
    expect(await volumes()).toEqual([`muster-${source.id}-shared`]);
    await supervisor.stop();
    for (const { Id } of await containersOf(user.id)) await api.getContainer(Id).remove({ force: true });
    supervisor = await runSupervisor(() => undefined);
    await db()
      .$executeRaw`SELECT graphile_worker.reschedule_jobs(array(SELECT id FROM graphile_worker.jobs WHERE key = ${key}), run_at := now())`;
    await expect.poll(volumes, { timeout: 15_000 }).toEqual([]);
    await stopRun(ctx, { agent: byId(user.id) });
  }, 90_000);

  test("two people start, stop, rename and delete at once, as many rounds as fit 30 s: every answer is allowed, nothing is left over", async () => {
    const seed = Number(process.env.MUSTER_SEED ?? Date.now() % 1_000_000);
    const { found, rounds, tally } = await runRaces({
      driver: supervisor.driver,
      lanes: 3,
      rounds: 200,
      seed,
      within: 30_000,
    });
    console.log(`${rounds} rounds with containers: ${JSON.stringify(tally)}`);
    expect(found).toEqual([]);
    expect(rounds).toBeGreaterThan(5);
  }, 150_000);
});
