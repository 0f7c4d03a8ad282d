import { setTimeout as pause } from "node:timers/promises";
import { remove, rename } from "@/lib/contracts/fleet/endpoints/agents";
import { start, stop } from "@/lib/contracts/fleet/endpoints/runs";
import { restore } from "@/lib/contracts/registry/endpoints/agent-changes";
import type { RuntimeDriver } from "@/lib/runtime/driver";
import { call } from "@/lib/testing/call";
import { createDice, type Dice } from "@/lib/testing/crash/dice";
import type { Person } from "@/lib/testing/given";
import { disagreement } from "./agreement";

/** Statuses that contract 2 knows for each deed of somebody who may do it: done, gone meanwhile, overtaken by another. */
const ALLOWED = { start: [200, 404, 409], stop: [200, 404, 409], rename: [200, 404], remove: [200, 404] } as const;
export type Deed = keyof typeof ALLOWED;
const deeds: readonly Deed[] = ["start", "stop", "rename", "remove"];

/** How often each deed was answered with 200. */
export type Tally = Record<Deed, number>;
export type Race = { agentId: string; people: readonly Person[]; driver: RuntimeDriver; tally: Tally };

const SETTLE_LIMIT = 20_000;
let names = 0;

/** One answer that the contract does not allow, in words; null where it is a good one. */
async function ask({ agentId: agent, tally }: Race, person: Person, deed: Deed): Promise<string | null> {
  const endpoint = { start, stop, rename, remove }[deed];
  names += 1;
  const body = deed === "rename" ? { json: { new_name: `raced-${names}` } } : {};
  const answer = await call(endpoint, { as: person, params: { agent }, ...body });
  if (answer.status === 200) tally[deed] += 1;
  const allowed: readonly number[] = ALLOWED[deed];
  return allowed.includes(answer.status) ? null : `${deed}: ${answer.status} ${JSON.stringify(answer.body)}`;
}

/** What two people do in a round. One of them deletes in every third, or hardly anything would ever run. */
function drawDeeds(dice: Dice): Deed[] {
  const others = deeds.filter((deed) => deed !== "remove");
  const drawn = [dice.pick(others), dice.pick(others), dice.pick(others)];
  return [...drawn, dice.chance(1 / 3) ? "remove" : "start"];
}

/** Two people do four things to one agent at once; gives everything in which answers or the rest afterwards are wrong. */
export async function raceRound(race: Race, seed: number): Promise<string[]> {
  const dice = createDice(seed);
  const drawn = drawDeeds(dice);
  const answers = await Promise.all(
    drawn.map(async (deed, at) => {
      // Not always in the same ms: what overtakes what is another thing each time.
      await pause(dice.chance(0.5) ? 0 : dice.whole(0, 150));
      const person = race.people[at % race.people.length];
      return person ? ask(race, person, deed) : "nobody raced";
    }),
  );
  const late = Date.now() + SETTLE_LIMIT;
  let left = await disagreement(race.driver, race.agentId);
  for (; left !== null && Date.now() < late; await pause(20)) left = await disagreement(race.driver, race.agentId);
  const found = [...answers.filter((answer) => answer !== null), ...(left ? [left] : [])];
  return found.map((words) => `seed ${seed} (${drawn.join(", ")}): ${words}`);
}

/** Brings an agent back that a round deleted. */
export async function bringBack({ agentId: agent, people }: Race): Promise<boolean> {
  const answer = await call(restore, { as: people[0], params: { agent }, json: {} });
  return answer.status === 200;
}
