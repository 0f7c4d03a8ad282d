import { afterAll, beforeAll, expect, test } from "vitest";
import { killRound } from "./kill-round";
import { endWorld, makeWorld, type World } from "./world";

const ROUNDS = Number(process.env.MUSTER_CRASH_ROUNDS || 50);
const SEED = Number(process.env.MUSTER_CRASH_SEED || Date.now() % 1_000_000);
const ROUND_LIMIT = 90_000;

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await Promise.all([world.web.start(), world.supervisor.start()]);
});
afterAll(() => endWorld(world));

for (let round = 1; round <= ROUNDS; round++) {
  test(`round ${round}: nothing acknowledged is lost and nothing is half there`, { timeout: ROUND_LIMIT }, async () => {
    const { line, violations } = await killRound(world, SEED + round);
    console.log(`${round}/${ROUNDS} ${line}`);
    if (violations.length > 0) console.error(world.output());
    expect(violations).toEqual([]);
  });
}
