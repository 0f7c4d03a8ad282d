import { deleteAgent } from "@/lib/domain/agents/delete-agent";
import { disableAgent } from "@/lib/domain/agents/disable-agent";
import { byId } from "@/lib/domain/agents/rules";
import { claimPackage } from "@/lib/domain/claims/claim-review";
import { giveFeedback } from "@/lib/domain/packages/give-feedback";
import { approvePackage, declinePackage } from "@/lib/domain/packages/review-package";
import type { Uploaded } from "@/lib/domain/packages/submit-package";
import { withdrawPackage } from "@/lib/domain/submissions/withdraw-package";
import { commentPackage } from "@/lib/domain/threads/post-comment";
import type { Person } from "@/lib/testing/given";
import type { PackageRecipe } from "@/lib/testing/package-builder";
import { at, daysAgo } from "./backdate";
import type { PackageEntry } from "./package-catalogue";
import { filesOf, moduleOf } from "./package-sources";
import { submit, update } from "./packages";
import type { Cast } from "./people";
import { noteFailure, noteLoadAndStop, parked } from "./quiet-loading";
import { spiced } from "./spices";
import { loadErrors, praise, questions, reasons, replies } from "./words";

/** `i` is the number of the agent: it chooses people, words, times and what there is to find. */
export type Scene = { cast: Cast; workspaceId: string; entry: PackageEntry; i: number };

const pick = <T>(list: readonly T[], i: number): T => {
  const one = list[i % list.length];
  if (one === undefined) throw new Error("nothing to pick from");
  return one;
};
const author = ({ cast, i }: Scene): Person => pick([cast.maria, cast.jonas, cast.priya, cast.samuel, cast.lena], i);
const reviewer = ({ cast, i }: Scene): Person => pick([cast.ada, cast.oskar, cast.oskar], i);
const idOf = ({ agentId }: Uploaded) => agentId;
const where = ({ agentId }: Uploaded) => ({ where: { agent: byId(agentId) } });

function recipe({ entry }: Scene, version: 1 | 2, ...habits: number[]): PackageRecipe {
  const { name, description } = entry;
  return spiced({ name, description, version: `0.${version}.0`, files: filesOf(entry, version) }, ...habits);
}

function submitted(scene: Scene, days: number, ...habits: number[]): Promise<Uploaded> {
  return at(daysAgo(days, scene.i), idOf, () => submit(author(scene), recipe(scene, 1, ...habits)));
}

function updated(scene: Scene, before: Uploaded, days: number, ...habits: number[]): Promise<Uploaded> {
  const send = () => update(author(scene), before.agentId, recipe(scene, 2, ...habits));
  return at(daysAgo(days, scene.i), idOf, send);
}

async function does(scene: Scene, agent: Uploaded, days: number, act: () => Promise<unknown>): Promise<void> {
  await at(daysAgo(days, scene.i), () => agent.agentId, act);
}

/** Approved, loaded once, and stopped since. */
async function approved(scene: Scene, agent: Uploaded, days: number): Promise<void> {
  const { ctx } = reviewer(scene);
  await parked(agent.agentId, () =>
    does(scene, agent, days, async () => {
      await approvePackage(ctx, { ...where(agent), body: pick(praise, scene.i) });
      await noteLoadAndStop(agent, scene.workspaceId, scene.entry);
    }),
  );
}

async function declined(scene: Scene, agent: Uploaded, days: number, reason: string): Promise<void> {
  await does(scene, agent, days, () => declinePackage(reviewer(scene).ctx, { ...where(agent), reason }));
}

/** A reviewer asks about two places, the author answers. */
async function discussed(scene: Scene, agent: Uploaded, days: number): Promise<void> {
  const path = `tools/${moduleOf(scene.entry.name)}.py`;
  const remarks = [
    { path, line: 5, body: "A constant with a name would say more than the number." },
    { path: "README.md", line: 3, body: "An example here, please." },
  ];
  const body = pick(questions, scene.i);
  await does(scene, agent, days, () => giveFeedback(reviewer(scene).ctx, { ...where(agent), body, remarks }));
  const reply = { packageId: agent.packageId, body: pick(replies, scene.i) };
  await does(scene, agent, days - 0.2, () => commentPackage(author(scene).ctx, reply));
}

async function waiting(scene: Scene): Promise<void> {
  const { i } = scene;
  const days = 0.1 + (i % 9) * 0.7;
  const agent = await submitted(scene, days, ...(i % 5 === 4 ? [] : [i, i + 4]));
  if (i % 3 === 0) await discussed(scene, agent, days * 0.6);
  if (i % 4 === 1) {
    const claim = { packageId: agent.packageId, force: false };
    await does(scene, agent, days * 0.3, () => claimPackage(reviewer(scene).ctx, claim));
  }
}

async function improved(scene: Scene): Promise<void> {
  const agent = await submitted(scene, 30 + (scene.i % 20));
  await approved(scene, agent, 29);
  const next = await updated(scene, agent, 0.3 + (scene.i % 4), scene.i + 1);
  if (scene.i % 2 === 0) await discussed(scene, next, 0.25);
}

async function refused(scene: Scene): Promise<void> {
  const agent = await submitted(scene, 20, scene.i + 2, scene.i + 7);
  await declined(scene, agent, 18, pick(reasons, scene.i));
  if (scene.i % 3 !== 0) return;
  const next = await updated(scene, agent, 12, scene.i + 7);
  await declined(scene, next, 10, pick(reasons, scene.i + 3));
}

async function active(scene: Scene): Promise<void> {
  const agent = await submitted(scene, 60 + (scene.i % 30), ...(scene.i % 4 === 0 ? [scene.i] : []));
  if (scene.i % 5 === 0) await discussed(scene, agent, 58);
  await approved(scene, agent, 55);
  if (scene.i % 3 !== 0) return;
  await approved(scene, await updated(scene, agent, 15 + (scene.i % 10)), 14);
}

async function failing(scene: Scene): Promise<void> {
  const agent = await submitted(scene, 14 + (scene.i % 6), 0);
  await parked(agent.agentId, () =>
    does(scene, agent, 2 + (scene.i % 5), async () => {
      await approvePackage(reviewer(scene).ctx, where(agent));
      await noteFailure(agent, scene.workspaceId, pick(loadErrors, scene.i));
    }),
  );
}

async function switchedOff(scene: Scene): Promise<void> {
  const agent = await submitted(scene, 45);
  await approved(scene, agent, 44);
  await does(scene, agent, 3 + (scene.i % 9), () => disableAgent(reviewer(scene).ctx, { agent: byId(agent.agentId) }));
}

async function deleted(scene: Scene): Promise<void> {
  const agent = await submitted(scene, 70);
  await approved(scene, agent, 69);
  // Kept for 30 days: the first of these runs out soon.
  const days = 29 - (scene.i % 9) * 3;
  await does(scene, agent, days, () => deleteAgent(reviewer(scene).ctx, { agent: byId(agent.agentId), force: false }));
}

async function withdrawn(scene: Scene): Promise<void> {
  const agent = await submitted(scene, 6, 5);
  await does(scene, agent, 5.5, () => withdrawPackage(author(scene).ctx, agent.packageId));
}

/** What becomes of submitted agents, and how often in a demo. */
export const stories = [
  { what: "wait for their first review", times: 16, tell: waiting },
  { what: "have a new version that waits", times: 6, tell: improved },
  { what: "were declined", times: 9, tell: refused },
  { what: "are approved and stopped", times: 24, tell: active },
  { what: "could not be loaded", times: 8, tell: failing },
  { what: "are disabled", times: 8, tell: switchedOff },
  { what: "lie in the trash", times: 9, tell: deleted },
  { what: "were withdrawn", times: 2, tell: withdrawn },
] as const satisfies readonly { what: string; times: number; tell: (scene: Scene) => Promise<void> }[];
