import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { pool } from "@/lib/testing/filter-arbitrary";
import type { ModelRow } from "@/lib/testing/filter-model";
import { given, type Person, type Place } from "@/lib/testing/given";
import { givenInstall, givenPublished, givenRow } from "@/lib/testing/registry-scene";

export type WorldRow = ModelRow & {
  id: string;
  workspaceId: string | null;
  deleted: boolean;
  live: string | null;
  ownerId: string | null;
  sharedWith: Map<string, "viewer" | "editor">;
  broughtTo: Set<string>;
};

export type World = {
  places: Place[];
  people: Record<"viewer" | "developer" | "guest" | "admin" | "root", Person>;
  rows: WorldRow[];
};

const pick = <T>(values: readonly T[], i: number): T => values[i % values.length] as T;
const statuses = ["ACTIVE", "PENDING", "REJECTED", "DISABLED"] as const;

/** Columns of row `i`: every combination that filters and orders tell apart comes up, with ties. */
function columnsOf(i: number, system: boolean, people: string[]) {
  const deletedAt = !system && i % 5 === 4 ? new Date(pick(pool.times, i)) : null;
  const deleted = deletedAt ? { deletedAt, retentionTier: pick(["short", "medium", "long", "none"], i) } : {};
  return {
    name: `${pick(pool.texts, i)}-${i}`,
    description: pick(pool.texts, i * 3 + 1),
    type: pick(pool.texts, i * 5 + 2),
    hosting: pick(["container", "integrated"], i),
    reviewStatus: pick(statuses, i + Math.floor(i / 4)),
    lifecycleState: pick(["draft", "draft", "live"], i),
    createdById: system ? null : pick(people, i),
    ownerId: i % 4 === 0 || system ? null : pick(people, i + 1),
    runtimeUserId: i % 3 === 0 ? pick(people, i) : null,
    createdAt: new Date(pick(pool.times, Math.floor(i / 3))),
    updatedAt: new Date(pick(pool.times, Math.floor(i / 2))),
    ...deleted,
  };
}

const ms = (time: Date | undefined) => time?.getTime() ?? null;

async function makeRow(i: number, place: Place | null, people: Person[]): Promise<WorldRow> {
  const columns = columnsOf(
    i,
    place === null,
    people.map((person) => person.id),
  );
  const tags = pool.texts.filter((_, at) => i % (at + 2) === 0).slice(0, 3);
  const made = await givenRow(place, { ...columns, tags: { create: tags.map((name) => ({ name })) } });
  const liveDescription = i % 3 === 1 ? pick(pool.texts, i) : null;
  const live = liveDescription === null ? null : await givenPublished(made.id, { description: liveDescription });
  const creator = people.find((person) => person.id === columns.createdById);
  return {
    id: made.id,
    workspaceId: place?.id ?? null,
    deleted: "deletedAt" in columns,
    live: liveDescription,
    ownerId: columns.ownerId,
    sharedWith: new Map(),
    broughtTo: new Set(),
    fields: {
      ...columns,
      id: made.id,
      number: made.number,
      workspaceId: place?.id ?? null,
      system: place === null,
      createdBy: columns.createdById,
      defaultVersionId: live,
      retentionTier: "retentionTier" in columns ? (columns.retentionTier ?? null) : null,
      createdAt: ms(columns.createdAt),
      updatedAt: ms(columns.updatedAt),
      deletedAt: "deletedAt" in columns ? ms(columns.deletedAt) : null,
    },
    related: { tags: tags.map((name) => ({ name })), creator: creator ? [{ id: creator.id, name: creator.name }] : [] },
  };
}

/**
 * Agents of three workspaces and of the system, with everything that decides who is shown what: roles, shares, an
 * integration, live versions, the trash. With it a model of each row.
 */
export async function givenWorld(count: number): Promise<World> {
  const places = [await given.place(), await given.place(), await given.place()] as const;
  const [first, second, third] = places;
  const named = (place: Place, role: "viewer" | "developer" | "admin", name: string) =>
    given.member(place, { role, name });
  const developer = await named(first, "developer", "alpha");
  await db().membership.create({ data: { workspaceId: second.id, userId: developer.id, role: "developer" } });
  const people = {
    viewer: await named(first, "viewer", "Émile"),
    developer: await given.signedIn(developer.id, first.id),
    guest: await given.outsider({ name: "guest" }),
    admin: await named(third, "admin", "z"),
    root: await given.outsider({ name: "root", instanceAdmin: true }),
  };
  const makers = [people.viewer, people.developer, people.admin];
  const rows: WorldRow[] = [];
  for (let i = 0; i < count; i++) rows.push(await makeRow(i, i % 10 === 9 ? null : pick(places, i), makers));
  const ofSecond = rows.filter((row) => row.workspaceId === second.id);
  await shareSome(ofSecond, people.guest);
  // What people have in two ways is still listed once: a share in the own workspace, an integration from there.
  await shareSome(
    rows.filter((row) => row.workspaceId === first.id),
    people.viewer,
  );
  await bringSome(ofSecond, second, third);
  await bringSome(ofSecond, second, first);
  return { places: [...places], people, rows };
}

async function shareSome(rows: WorldRow[], guest: Person): Promise<void> {
  for (const [i, row] of rows.entries()) {
    if (i % 2 === 1) continue;
    const role = i % 4 === 0 ? "editor" : "viewer";
    await given.share(row.id, guest, role);
    row.sharedWith.set(guest.id, role);
  }
  const [, expired] = rows;
  const over = { email: guest.email, userId: guest.id, role: "viewer", expiresAt: new Date(0) };
  if (expired) await db().share.create({ data: { id: newId("share"), agentId: expired.id, ...over } });
}

async function bringSome(rows: WorldRow[], from: Place, into: Place): Promise<void> {
  const brought = rows.filter((_, i) => i % 3 !== 2);
  const ids = brought.map((row) => row.id);
  const installId = await givenInstall(from, into, ids, `Pack for ${into.name}`);
  const [detached, ...others] = brought;
  await db().integrationMember.updateMany({
    where: { installId, agentId: detached?.id },
    data: { detachedAt: new Date() },
  });
  for (const row of others) row.broughtTo.add(into.id);
}
