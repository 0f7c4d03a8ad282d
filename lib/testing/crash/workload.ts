import type { Attempt, Caller } from "./attempts";
import { type BigPackage, bigPackage } from "./big-package";
import type { Dice } from "./dice";

/** An agent that lives at the beginning of a round, with its newest package's bytes. */
export type Living = { name: string; owner: string; status: string; sha256: string };
/** One author's plan for a round: what they upload, in order, and what the reviewer does about it. */
export type Lane = { caller: Caller; uploads: { kind: "submit" | "version"; file: BigPackage }[]; dice: Dice };

const MOST_LIVING = 4;
const LIGHT = 1024 * 1024;
const HEAVY = 10 * LIGHT;

type Author = { id: string; caller: Caller };
type Naming = { agent: () => string; version: () => string };

/** Mostly around 1–2 MB; each tenth one is 10. */
function weightOf(dice: Dice): number {
  return dice.chance(0.1) ? HEAVY : dice.whole(LIGHT, 2 * LIGHT);
}

/** Makes the packages of a round beforehand, so that the round itself is only the product's work. */
export async function planLanes(
  authors: readonly Author[],
  living: readonly Living[],
  naming: Naming,
  dices: readonly Dice[],
): Promise<Lane[]> {
  let room = MOST_LIVING - living.length;
  const lanes: Lane[] = [];
  for (const [index, author] of authors.entries()) {
    const dice = dices[index];
    if (!dice) throw new Error("each author needs dice");
    const own = living.filter((agent) => agent.owner === author.id);
    const isNew = own.length === 0 || (room > 0 && dice.chance(0.5));
    if (isNew) room -= 1;
    const name = isNew ? naming.agent() : dice.pick(own).name;
    const uploads: Lane["uploads"] = [
      { kind: isNew ? "submit" : "version", file: await bigPackage(name, naming.version(), weightOf(dice)) },
    ];
    if (dice.chance(0.4)) {
      uploads.push({ kind: "version", file: await bigPackage(name, naming.version(), weightOf(dice)) });
    }
    lanes.push({ caller: author.caller, uploads, dice });
  }
  return lanes;
}

const lost = (attempt: Attempt) => attempt.outcome === "unknown";

/** One author uploads, the admin decides on it and sometimes switches it off and on. Ends when an answer does not come. */
export async function runLane({ caller, uploads, dice }: Lane, admin: Caller): Promise<void> {
  for (const { kind, file } of uploads) {
    const uploaded = await (kind === "submit" ? caller.submit(file) : caller.version(file));
    if (lost(uploaded)) return;
    if (dice.chance(0.1)) continue;
    const decided = dice.chance(0.8) ? admin.approve(file.name, file.sha256) : admin.decline(file.name, file.sha256);
    if (lost(await decided)) return;
    if (dice.chance(0.8)) continue;
    if (lost(await admin.disable(file.name))) return;
    if (lost(await admin.enable(file.name))) return;
  }
}

/** The admin meanwhile touches agents of earlier rounds: removes some when there are many, switches one off or on. */
export async function runOperator(admin: Caller, living: readonly Living[], dice: Dice): Promise<void> {
  if (living.length === 0) return;
  const chosen = dice.pick(living);
  if (living.length >= MOST_LIVING) {
    if (lost(await admin.remove(chosen.name))) return;
  } else if (dice.chance(0.7)) {
    const switched = chosen.status === "DISABLED" ? admin.enable(chosen.name) : admin.disable(chosen.name);
    if (lost(await switched)) return;
  }
  const other = dice.pick(living);
  if (dice.chance(0.5)) await admin.approve(other.name, other.sha256);
}
