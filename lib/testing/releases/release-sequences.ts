import fc from "fast-check";
import { expect } from "vitest";
import { type Deed, perform } from "./release-deeds";
import { newModel, type Pairs, people, type ReleaseModel, servers, type Who } from "./release-model";
import { compareHistory, compareViews } from "./release-views";
import { givenStage, givenWorld, performHere, type ReleaseWorld, switchRival } from "./release-world";

type Match = "any" | "seen" | "stale";
type Sequence = fc.AsyncCommand<ReleaseModel, ReleaseWorld>;

const revOf = (model: ReleaseModel, match: Match) => (match === "any" ? null : model.rev - (match === "stale" ? 1 : 0));

/** One person does one thing; the fault and what everybody sees afterwards are the model's. */
class Act implements Sequence {
  constructor(
    readonly who: Who,
    readonly deed: Deed,
    readonly match: Match,
  ) {}
  check = () => true;
  async run(model: ReleaseModel, world: ReleaseWorld): Promise<void> {
    const deed = renamed(this.deed, world.place);
    const rev = revOf(model, this.match);
    const expected = perform(model, this.who, deed, rev);
    expect([this.toString(), await performHere(world, this.who, deed, rev)]).toEqual([this.toString(), expected]);
    await compareViews(model, world);
  }
  toString = () => `${this.who} ${JSON.stringify(this.deed)} ${this.match}`;
}

/** Another agent takes one of the names, or gives it back. */
class Rival implements Sequence {
  constructor(readonly name: string) {}
  check({ name, deleted }: Readonly<ReleaseModel>): boolean {
    return deleted || !name.endsWith(this.name);
  }
  async run({ taken }: ReleaseModel, world: ReleaseWorld): Promise<void> {
    const name = nameOf(world.place, this.name);
    await switchRival(world, name);
    if (!taken.delete(name)) taken.add(name);
  }
  toString = () => `rival ${this.name}`;
}

const names = ["first", "second"] as const;
const nameOf = (place: number, name: string) => `${place} ${name}`;
const renamed = (deed: Deed, place: number): Deed =>
  deed.kind === "patch" && deed.name !== undefined ? { ...deed, name: nameOf(place, deed.name) } : deed;

const own = fc.constantFrom(...servers);
const word = fc.constantFrom("", "one", "two");
const mappings: Pairs[] = [
  {},
  { test1: "production" },
  { test1: "production", test2: "production" },
  { test1: "test2", production: "test1" },
];
const simple = (kind: "edit" | "discard" | "delete" | "restore" | "save") => fc.constant({ kind });
const optional = { requiredKeys: ["kind"] } as { requiredKeys: ["kind"] };

const aDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: simple("edit") },
  {
    weight: 4,
    arbitrary: fc.record(
      { kind: fc.constant("patch" as const), name: fc.constantFrom(...names), description: word, text: word },
      optional,
    ),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("attach" as const, "attach", "detach"), server: own }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("publish" as const), mapping: fc.constantFrom(...mappings) }) },
  { weight: 3, arbitrary: simple("discard") },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("rollBack" as const),
      version: fc.integer({ min: 1, max: 4 }),
      discardDraft: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: simple("save") },
  { weight: 1, arbitrary: simple("delete") },
  { weight: 2, arbitrary: simple("restore") },
);
const aPerson = fc.constantFrom(...people, "owner", "editor", "owner");
const aMatch = fc.constantFrom<Match>("any", "any", "any", "seen", "stale");
const anAct = fc.tuple(aPerson, aDeed, aMatch).map((all) => new Act(...all));
const aRival = fc.constantFrom(...names).map((name) => new Rival(name));

/**
 * Leads `count` agents of one workspace through random lives of up to nine deeds and compares the product with the
 * model after each; what is wrong is thrown with the shortest life that shows it.
 */
export async function runSequences({ count, seed }: { count: number; seed: number }): Promise<void> {
  const stage = await givenStage();
  let place = 0;
  const lives = fc.commands([anAct, anAct, anAct, anAct, anAct, anAct, aRival], { maxCommands: 9, size: "max" });
  const attached = fc.subarray(["test1", "test2", "production"] as const);
  const property = fc.asyncProperty(attached, lives, async (first, acts) => {
    place += 1;
    const name = nameOf(place, "first");
    const [model, real] = [newModel(name, first), await givenWorld(stage, place, name, first)];
    await fc.asyncModelRun(() => ({ model, real }), acts);
    await compareHistory(model, real);
  });
  await fc.assert(property, { numRuns: count, seed });
}
