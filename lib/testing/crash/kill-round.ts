import { availableParallelism, loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type { Attempt } from "./attempts";
import { createDice, type Dice } from "./dice";
import { violationsOf } from "./inspection";
import { type Moment, moments, setTrap } from "./moments";
import { planLanes, runLane, runOperator } from "./workload";
import { becomesReady, livingAgents, type World } from "./world";

export type Victim = "web" | "supervisor";
export type RoundReport = { line: string; violations: string[] };

/** Ready again within, ms, on a machine that has nothing else to do. */
const READY_LIMIT = 10_000;
/** The longest wait for a moment that does not come, ms. */
const TRAP_LIMIT = 3_000;
/** Uploads, decisions and installations of a round last about so long, ms. */
const WORK = 1_500;

const targets: Record<Moment, readonly Victim[]> = {
  random: ["web", "supervisor"],
  "upload.half": ["web"],
  "blob.renamed": ["web"],
  "tx.before_commit": ["web"],
  "tx.after_commit": ["web"],
  "job.started": ["supervisor"],
  "extract.half": ["supervisor"],
  "install.renamed": ["supervisor"],
};

const traps = moments.filter((moment) => moment !== "random");

/** Every other round kills at a random ms, the others go through the moments in turn. */
function planKill(seed: number, dice: Dice): { moment: Moment; delay: number; victims: Victim[] } {
  const moment = seed % 2 === 0 ? "random" : (traps[((seed - 1) / 2) % traps.length] ?? "random");
  const delay = moment === "random" ? dice.whole(0, WORK) : dice.chance(0.6) ? 0 : dice.whole(0, 200);
  const victims: Victim[] = dice.chance(0.3) ? ["web", "supervisor"] : [dice.pick(targets[moment])];
  return { moment, delay, victims };
}

/** READY_LIMIT, longer where more processes want to run than there are processors. */
function readyLimit(): number {
  return READY_LIMIT * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
}

/** I8. Starts the dead again; gives the ms until all is ready. */
async function revive(world: World, victims: readonly Victim[]): Promise<{ ms: number; ready: boolean }> {
  const started = performance.now();
  await Promise.all(victims.map((victim) => world[victim].start()));
  const limit = readyLimit();
  const ready = await becomesReady(world.origin, limit);
  const ms = Math.round(performance.now() - started);
  return { ms, ready: ready && ms <= limit };
}

/** People send an upload again that got no answer: it arrives now, is there already, or its agent is gone. */
async function repeatLostUploads(attempts: readonly Attempt[]): Promise<string[]> {
  const found: string[] = [];
  for (const attempt of attempts.filter(({ outcome, package: file }) => outcome === "unknown" && file !== null)) {
    const again = await attempt.again();
    const good = again.outcome === "acknowledged" || (again.outcome === "refused" && /^40[49]/.test(again.answer));
    if (!good) found.push(`${attempt.deed} of ${attempt.agent} sent again: ${again.answer}`);
  }
  return found;
}

type Kill = ReturnType<typeof planKill>;

/** Lets everybody work until the moment, kills, and waits until all of them have noticed. */
async function workUntilKilled(world: World, dice: Dice, { moment, delay, victims }: Kill) {
  const living = await livingAgents(world);
  const dices = world.authors.map(() => createDice(dice.whole(0, 2 ** 31)));
  const lanes = await planLanes(world.authors, living, world.naming, dices);
  const before = world.ledger.length;
  const trap = await setTrap(moment, world, delay);
  const started = performance.now();
  const working = lanes.map((lane) => runLane(lane, world.admin));
  // The first transaction is then that of an upload.
  if (!moment.startsWith("tx.")) working.push(runOperator(world.admin, living, createDice(dice.whole(0, 2 ** 31))));
  const came = await Promise.race([trap.sprung.then(() => true), pause(TRAP_LIMIT, false)]);
  const at = Math.round(performance.now() - started);
  await Promise.all(victims.map((victim) => world[victim].end("SIGKILL")));
  await trap.release();
  await Promise.all(working);
  return { attempts: world.ledger.slice(before), at, came };
}

/** Without a dead web server every request has its answer. */
function lostAnswers(attempts: readonly Attempt[], victims: readonly Victim[]): string[] {
  if (victims.includes("web")) return [];
  const lost = attempts.filter((attempt) => attempt.outcome === "unknown");
  return lost.map(({ deed, answer }) => `${deed} was not answered although web lived: ${answer}`);
}

/** One round: work, kill -9, start again, come to rest, look at everything. The seed repeats the plan, not the timing. */
export async function killRound(world: World, seed: number): Promise<RoundReport> {
  const dice = createDice(seed);
  const kill = planKill(seed, dice);
  const { moment, delay, victims } = kill;
  const { attempts, at, came } = await workUntilKilled(world, dice, kill);
  const { ms, ready } = await revive(world, victims);
  const violations = [
    ...(ready ? [] : [`not ready after ${ms} ms`]),
    ...lostAnswers(attempts, victims),
    ...(await repeatLostUploads(attempts)),
  ];
  const revived = performance.now();
  violations.push(...(await violationsOf(world, world.supervisor.pid ?? 0)));
  const count = (outcome: Attempt["outcome"]) => attempts.filter((attempt) => attempt.outcome === outcome).length;
  const line =
    `seed ${seed}: ${came ? moment : `${moment} (did not come)`} + ${delay} ms, killed ${victims.join(" and ")} after ${at} ms; ` +
    `${count("acknowledged")} acknowledged, ${count("unknown")} unanswered, ${count("refused")} refused; ` +
    `ready in ${ms} ms, at rest ${Math.round(performance.now() - revived)} ms later`;
  return { line, violations };
}
