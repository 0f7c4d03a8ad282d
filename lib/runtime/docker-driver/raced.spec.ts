import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { runSupervisor, type Supervisor } from "@/lib/runtime/supervisor";
import { runRaces } from "@/lib/testing/races/run-races";

const engine = inject("engine");
process.env.DOCKER_HOST = "address" in engine ? engine.address : "unix:///nowhere";
process.env.MUSTER_DRIVER = "docker";
process.env.MUSTER_RATE_LIMIT = "0";
const SEED = Number(process.env.MUSTER_SEED ?? Date.now() % 1_000_000);
const WITHIN = 45_000;

describe.runIf("address" in engine)("containers that people race for", () => {
  let supervisor: Supervisor;
  beforeAll(async () => {
    supervisor = await runSupervisor(() => undefined);
  }, 60_000);
  afterAll(() => supervisor.stop(), 60_000);

  test("as many rounds as fit 45 s: every answer is allowed, database and engine agree, no container is left over", async () => {
    const plan = { driver: supervisor.driver, lanes: 3, rounds: 200, seed: SEED, within: WITHIN };
    const { found, rounds, tally } = await runRaces(plan);
    console.log(`${rounds} rounds with containers: ${JSON.stringify(tally)}`);
    expect(found).toEqual([]);
    expect(rounds).toBeGreaterThan(5);
  }, 150_000);
});
