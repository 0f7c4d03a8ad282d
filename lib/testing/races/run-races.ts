import { db } from "@/lib/db";
import type { RuntimeDriver } from "@/lib/runtime/driver";
import { given } from "@/lib/testing/given";
import { bringBack, type Race, raceRound, type Tally } from "./race-round";

type Plan = {
  driver: RuntimeDriver;
  /** Agents that are raced for at the same time. */
  lanes: number;
  /** Rounds of all lanes together. */
  rounds: number;
  seed: number;
  /** Ms after which no new round begins. */
  within?: number;
};

async function givenRace(driver: RuntimeDriver, tally: Tally): Promise<Race> {
  const { workspace, owner } = await given.workspace();
  const admin = await given.member(workspace, { role: "admin" });
  const { id: agentId } = await given.agent(owner.ctx);
  await db().agent.update({ where: { id: agentId }, data: { cpu: 1, memoryMb: 512 } });
  return { agentId, people: [owner, admin], driver, tally };
}

/** Runs that no living agent wants, and agents whose deeds and audit rows differ in number. */
async function aftermath(driver: RuntimeDriver, races: readonly Race[], tally: Tally): Promise<string[]> {
  const ids = races.map(({ agentId }) => agentId);
  const living = await db().agent.findMany({ where: { deletedAt: null }, select: { id: true } });
  const known = new Set(living.map(({ id }) => id));
  const orphans = (await driver.list()).filter(({ agentId }) => !known.has(agentId));
  const audited = (action: string) =>
    db().auditEvent.count({ where: { targetId: { in: ids }, action, outcome: "success" } });
  const [removed, renamed] = [await audited("agent.deleted"), await audited("agent.renamed")];
  return [
    ...orphans.map(({ agentId }) => `${agentId} runs for nobody`),
    ...(removed === tally.remove ? [] : [`${tally.remove} deletions have ${removed} audit rows`]),
    ...(renamed === tally.rename ? [] : [`${tally.rename} renames have ${renamed} audit rows`]),
  ];
}

/** Two people race for each of several agents, round after round; gives how many rounds there were, and all that was wrong. */
export async function runRaces({ driver, lanes, rounds, seed, within = Number.POSITIVE_INFINITY }: Plan) {
  const tally: Tally = { start: 0, stop: 0, rename: 0, remove: 0 };
  const races = await Promise.all(Array.from({ length: lanes }, () => givenRace(driver, tally)));
  const found: string[] = [];
  const late = Date.now() + within;
  let done = 0;
  const runLane = async (race: Race) => {
    while (done < rounds && found.length === 0 && Date.now() < late) {
      done += 1;
      found.push(...(await raceRound(race, seed + done)));
      const { deletedAt } = await db().agent.findUniqueOrThrow({ where: { id: race.agentId } });
      if (deletedAt && !(await bringBack(race))) found.push(`${race.agentId} could not be restored`);
    }
  };
  await Promise.all(races.map(runLane));
  found.push(...(await aftermath(driver, races, tally)));
  return { rounds: done, tally, found, races };
}
