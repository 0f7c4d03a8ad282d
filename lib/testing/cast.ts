import { db } from "@/lib/db";
import type { Actor } from "@/lib/domain/context";
import { newId } from "@/lib/domain/ids";
import type { Subject } from "@/lib/domain/policy";
import { given, type Person, type Place } from "@/lib/testing/given";
import { givenPackage } from "@/lib/testing/given-package";
import { buildPackage } from "@/lib/testing/package-builder";

/** Everybody whose rights differ before an agent of one workspace. */
export const parts = [
  "viewer",
  "submittingViewer",
  "developer",
  "author",
  "admin",
  "owner",
  "instanceAdmin",
  "foreignAdmin",
  "outsider",
  "sharedViewer",
  "sharedOperator",
  "sharedEditor",
] as const;
export type Part = (typeof parts)[number];
export type Cast = { workspace: Place; people: Record<Part, Person> };

/** A workspace with everybody in their places. The shared ones hold no membership: their shares come with each agent. */
export async function givenCast(): Promise<Cast> {
  const { workspace, owner } = await given.workspace();
  const elsewhere = await given.workspace();
  const member = (role: "viewer" | "developer" | "admin", more = {}) => given.member(workspace, { role, ...more });
  const people = {
    viewer: await member("viewer"),
    submittingViewer: await member("viewer", { canSubmit: true }),
    developer: await member("developer"),
    author: await member("developer"),
    admin: await member("admin"),
    owner,
    instanceAdmin: await given.outsider({ instanceAdmin: true }),
    foreignAdmin: await given.member(elsewhere.workspace, { role: "admin" }),
    outsider: await given.outsider(),
    sharedViewer: await given.outsider(),
    sharedOperator: await given.outsider(),
    sharedEditor: await given.outsider(),
  };
  return { workspace, people };
}

export type Stage = { agentId: string; number: number; packageId: string; sha256: string };
let built: Promise<Buffer> | undefined;

/** A fresh agent of the author with one package that waits, shared with the three who hold shares. */
export async function givenStage({ people }: Cast): Promise<Stage> {
  built ??= buildPackage();
  const name = `agent-${newId("agent").slice(-12)}`;
  const { agentId, packageId, sha256 } = await givenPackage(people.author, await built);
  const { number } = await db().agent.update({ where: { id: agentId }, data: { name }, select: { number: true } });
  await given.share(agentId, people.sharedViewer, "viewer");
  await given.share(agentId, people.sharedOperator, "operator");
  await given.share(agentId, people.sharedEditor, "editor");
  return { agentId, number, packageId, sha256 };
}

const shareOf: Partial<Record<Part, Subject["share"]>> = {
  sharedViewer: "viewer",
  sharedOperator: "operator",
  sharedEditor: "editor",
};

/** The stage's agent or package as the policy sees it for one of the cast. */
export function subjectFor(cast: Cast, part: Part, kind: "agent" | "package"): Subject {
  const author = cast.people.author.id;
  const agent = { workspaceId: cast.workspace.id, ownerId: author, share: shareOf[part] ?? null };
  return kind === "package" ? { ...agent, submittedById: author } : agent;
}

/** Whether somebody can know of the stage's agent at all. */
export function mayKnow(cast: Cast, part: Part, actor: Actor): boolean {
  return actor.instanceAdmin || actor.memberships.some((m) => m.workspaceId === cast.workspace.id) || part in shareOf;
}
