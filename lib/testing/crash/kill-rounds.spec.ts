import { afterAll, beforeAll, expect, test } from "vitest";
import { violationsOf } from "./inspection";
import { killRound } from "./kill-round";
import { leftoversOf } from "./leftovers";
import { runSeed } from "./run-seed";
import { endWorld, makeWorld, type World } from "./world";

const ROUNDS = Number(process.env.MUSTER_CRASH_ROUNDS || 50);
const ROUND_LIMIT = 90_000;

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await Promise.all([world.web.start(), world.supervisor.start()]);
});
afterAll(() => endWorld(world));

for (let round = 1; round <= ROUNDS; round++) {
  test(`round ${round}: nothing acknowledged is lost and nothing is half there`, { timeout: ROUND_LIMIT }, async () => {
    const { line, violations } = await killRound(world, runSeed() + round);
    console.log(`${round}/${ROUNDS} ${line}`);
    if (violations.length > 0) console.error(world.output());
    expect(violations, violations.join("; ")).toEqual([]);
  });
}

test("what the kills left behind is removed, and nothing else", { timeout: ROUND_LIMIT }, async () => {
  const { before, violations } = await leftoversOf(world);
  console.log(`Left behind by ${ROUNDS} rounds: ${before}`);
  world.checkedBlobs.clear();
  expect([...violations, ...(await violationsOf(world, world.supervisor.pid ?? 0))]).toEqual([]);
});
