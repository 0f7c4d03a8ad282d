import { closeDb, db } from "@/lib/db";
import { given, type Place } from "@/lib/testing/given";
import { eachOf } from "./seed/at-once";
import { seedContainers } from "./seed/containers";
import { type PackageEntry, packageEntries } from "./seed/package-catalogue";
import { type Cast, DEMO_PASSWORD, describePeople, gather, leave } from "./seed/people";
import { seedPlugins } from "./seed/plugins";
import { stories } from "./seed/stories";
import { seedWorkingAgents } from "./seed/working-agents";

const SLUG = "demo";

/** The slug for a further demo workspace, or the reason why there is none. */
async function freeSlug(force: boolean): Promise<string | null> {
  const taken = await db().workspace.findMany({ where: { slug: { startsWith: SLUG } }, select: { slug: true } });
  const slugs = new Set(taken.map(({ slug }) => slug));
  if (!slugs.has(SLUG)) return SLUG;
  if (!force) return null;
  let n = 2;
  while (slugs.has(`${SLUG}-${n}`)) n += 1;
  return `${SLUG}-${n}`;
}

/** Whoever administers this Muster already finds the demo in their workspace switcher. */
async function inviteAdmins({ id: workspaceId }: Place, cast: Cast): Promise<void> {
  const known = Object.values(cast).map((person) => person.id);
  const admins = await db().user.findMany({
    where: { instanceAdmin: true, id: { notIn: known } },
    select: { id: true },
  });
  await db().membership.createMany({ data: admins.map(({ id }) => ({ workspaceId, userId: id, role: "admin" })) });
}

async function tellStories(cast: Cast, workspaceId: string): Promise<void> {
  const entries = packageEntries();
  const told = stories.flatMap(({ times, tell }) => Array.from({ length: times }, () => tell));
  await eachOf(told, (tell, i) => tell({ cast, workspaceId, entry: entryAt(entries, i), i }));
}

function entryAt(entries: readonly PackageEntry[], i: number): PackageEntry {
  const entry = entries[i];
  if (!entry) throw new Error("There are more stories than agents");
  return entry;
}

/** Tags of packaged agents, shares with Eve and colleagues, and old notifications as read. */
async function finish({ id }: Place, cast: Cast): Promise<void> {
  await db().$executeRaw`
    INSERT INTO "AgentTag" ("agentId", "name")
    SELECT a."id", (ARRAY['office', 'pilot', 'finance', 'warehouse', 'self-made'])[1 + a."number" % 5] FROM "Agent" a
    WHERE a."workspaceId" = ${id}::uuid AND a."hosting" = 'integrated' ON CONFLICT DO NOTHING`;
  const agents = await db().agent.findMany({
    where: { workspaceId: id, deletedAt: null, reviewStatus: "ACTIVE" },
    orderBy: { number: "asc" },
    take: 12,
  });
  const roles = ["viewer", "operator", "editor"] as const;
  for (const [i, agent] of agents.entries()) {
    const person = i % 2 === 0 ? cast.eve : cast.victor;
    await given.share(agent.id, person, roles[i % roles.length] ?? "viewer");
  }
  await db().share.updateMany({
    where: { agentId: { in: agents.slice(0, 2).map((agent) => agent.id) } },
    data: { expiresAt: new Date(Date.now() + 4 * 86_400_000) },
  });
  const people = Object.values(cast).map((person) => person.id);
  await db().$executeRaw`
    UPDATE "Notification" SET "readAt" = "createdAt" + interval '2 hours'
    WHERE "userId" = ANY(${people}) AND "createdAt" < now() - interval '2 days'`;
}

async function fill(place: Place, first: boolean): Promise<string[]> {
  const cast = await gather(place, first);
  await inviteAdmins(place, cast);
  await tellStories(cast, place.id);
  const working = await seedWorkingAgents(cast);
  const containers = await seedContainers(cast, place.id);
  const plugins = await seedPlugins(cast);
  await finish(place, cast);
  await leave(cast);
  const total = await db().agent.count({ where: { workspaceId: place.id } });
  const waiting = await db().package.count({ where: { workspaceId: place.id, status: "pending" } });
  return [
    `Workspace "${place.name}" (${place.slug}) has ${total} agents; ${waiting} packages wait for review.`,
    `  ${working} small agents that Muster really loads, one of which fails`,
    ...stories.map(({ what, times }) => `  ${times} submitted agents ${what}`),
    `  ${Object.entries(containers)
      .map(([state, n]) => `${n} ${state}`)
      .join(", ")}: agents in containers (rows only, no container is started)`,
    `  ${plugins} plugins of Muster itself in the marketplace, two of them enabled here`,
    "",
    `People, all with the password "${DEMO_PASSWORD}":`,
    ...describePeople(first),
    "",
    "Everybody can read this password. Keep the demo out of an installation that others reach.",
  ];
}

/**
 * Makes a demo workspace in the database of the settings, and gives what to print. The second time it makes none, unless
 * `force`: then one more. On a database without users Ada becomes the instance admin.
 */
export async function seedDemo({ force }: { force: boolean }): Promise<string[]> {
  try {
    const slug = await freeSlug(force);
    if (!slug) return ["The demo workspace is there already. For one more: npm run seed -- --force"];
    const first = (await db().user.count()) === 0;
    const name = slug === SLUG ? "Demo" : `Demo ${slug.slice(SLUG.length + 1)}`;
    return await fill(await given.place({ slug, name }), first);
  } finally {
    await closeDb();
  }
}
