import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { remove } from "@/lib/contracts/fleet/endpoints/agents";
import { purge } from "@/lib/contracts/registry/endpoints/agent-changes";
import { db } from "@/lib/db";
import { dataPath } from "@/lib/env";
import { until } from "@/lib/runtime/driver-suite";
import { runSupervisor, type Supervisor } from "@/lib/runtime/supervisor";
import { processesOf } from "@/lib/testing/agent-traces";
import { call } from "@/lib/testing/call";
import { runRaces } from "@/lib/testing/races/run-races";

process.env.MUSTER_RATE_LIMIT = "0";
const ROUNDS = Number(process.env.MUSTER_ROUNDS ?? 200);
const SEED = Number(process.env.MUSTER_SEED ?? Date.now() % 1_000_000);
const LANES = 4;

let supervisor: Supervisor;
beforeAll(async () => {
  supervisor = await runSupervisor(() => undefined);
}, 60_000);
afterAll(() => supervisor.stop(), 60_000);

test(`two people start, stop, rename and delete the same agent at once, ${ROUNDS} rounds: every answer is allowed, database and engine agree, nothing is left`, async () => {
  const { driver } = supervisor;
  const { found, tally, races } = await runRaces({ driver, lanes: LANES, rounds: ROUNDS, seed: SEED });
  expect(found).toEqual([]);
  // Races in which nothing happens prove nothing.
  for (const count of Object.values(tally)) expect(count).toBeGreaterThan(ROUNDS / 10);
  for (const { agentId: agent, people } of races) {
    await call(remove, { as: people[0], params: { agent } });
    expect(await call(purge, { as: people[0], params: { agent } })).toMatchObject({ status: 200 });
  }
  const ids = races.map(({ agentId }) => agentId);
  const folders = () => readdirSync(dataPath("workspaces")).filter((name) => ids.some((id) => name.startsWith(id)));
  await until(async () => ids.flatMap(processesOf).length + folders().length === 0);
  expect(await driver.list()).toEqual([]);
  expect(await db().runtime.count({ where: { agentId: { in: ids } } })).toBe(0);
}, 280_000);
