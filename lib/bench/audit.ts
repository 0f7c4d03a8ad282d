import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { closeDb } from "@/lib/db";
import type { AuditFilter } from "@/lib/domain/audit/filter";
import { listAudit } from "@/lib/domain/audit/queries";
import type { Ctx } from "@/lib/domain/context";
import { ensureDatabase } from "@/lib/launch/databases";
import { startPostgres } from "@/lib/launch/embedded-postgres";
import { collectEndings } from "@/lib/launch/endings";
import { migrate, readMigrations } from "@/lib/launch/migrate";
import { step } from "@/lib/launch/steps.mjs";
import { given } from "@/lib/testing/given";
import { plansSince } from "./explain";
import { type Scene, seedManyEvents } from "./many-events";

// npm run bench:audit [-- plans]: the audit trail's list among a million events, in the statements' own time in the database.
const EVENTS = 1_000_000;
const ROUNDS = 5;
const LIMIT = 100;
const PEOPLE = 200;
const AGENTS = 5_000;
const withPlans = process.argv.includes("plans");
const endings = collectEndings();

/** Who asks: for everything, for a workspace with a fifth of it, and for 100,000 own acts and what happened to 50 agents. */
async function makeScene(): Promise<{ scene: Scene; callers: Record<string, Ctx> }> {
  const { workspace, owner } = await given.workspace();
  const admin = await given.outsider({ instanceAdmin: true });
  const developer = await given.member(workspace);
  const others = await Promise.all(Array.from({ length: 99 }, () => given.place()));
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => given.user()));
  const own = await Promise.all(Array.from({ length: 50 }, () => given.agent(developer.ctx)));
  const scene = {
    workspaces: [workspace, ...others].map(({ id }) => id),
    people: [developer.id, owner.id, ...people.map(({ id }) => id)],
    agents: [...own.map(({ id }) => id), ...Array.from({ length: AGENTS }, (_, i) => `agt_made${i}`)],
  };
  return { scene, callers: { admin: admin.ctx, "workspace admin": owner.ctx, developer: developer.ctx } };
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

function shapesOf({ people, agents, workspaces }: Scene): Record<string, AuditFilter> {
  return {
    "no filter": {},
    workspace: { workspaceId: workspaces[1] ?? null },
    "actor (5,000 events)": { actorId: people[7] },
    "actor (100,000)": { actorId: people[0] },
    "action (8 %)": { action: "agent.deleted" },
    "noun (42 %)": { action: "agent.*" },
    "target (200)": { targetId: agents[3] },
    "denied (1 %)": { outcome: "denied" },
    "success (99 %)": { outcome: "success" },
    "override (0.5 %)": { override: true },
    "last 30 days": { from: daysAgo(30) },
    "half a year": { from: daysAgo(270), to: daysAgo(90) },
    "noun, last 30 days": { action: "agent.*", from: daysAgo(30) },
    "text (200)": { q: "agent-4321" },
  };
}

/** ms of the statements that read events since `from`, as the server's log says them. */
function readTime(log: string, from: number): number {
  const entries = readFileSync(log)
    .subarray(from)
    .toString()
    .split(/LOG: {2}duration: /);
  const own = entries.filter((entry) => entry.includes('"AuditEvent"'));
  return own.reduce((sum, entry) => sum + Number.parseFloat(entry), 0);
}

async function timed(log: string, ask: () => Promise<unknown>): Promise<{ time: number; plans: string[] }> {
  const times: number[] = [];
  let from = 0;
  for (let round = 0; round < ROUNDS; round++) {
    from = readFileSync(log).length;
    await ask();
    times.push(readTime(log, from));
  }
  return { time: times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN, plans: plansSince(log, from) };
}

async function measure(log: string, ctx: Ctx, filter: AuditFilter): Promise<string> {
  const { total } = (await listAudit(ctx, { ...filter, limit: LIMIT })).pageInfo;
  // A cursor is bound to its order, not to the filter of the page that gave it.
  const { endCursor } = (await listAudit(ctx, { to: daysAgo(330), limit: 1 })).pageInfo;
  const first = await timed(log, () => listAudit(ctx, { ...filter, limit: LIMIT }));
  const deep = await timed(log, () => listAudit(ctx, { ...filter, limit: LIMIT, after: endCursor ?? undefined }));
  if (withPlans) console.error([...first.plans, "at 90 %:", ...deep.plans].join("\n"));
  return `${total} | ${first.time.toFixed(1)} | ${deep.time.toFixed(1)}`;
}

async function startDatabase(): Promise<{ client: pg.Client; log: string }> {
  const base = mkdtempSync(join(tmpdir(), "muster-audit-bench-"));
  endings.add(() => rmSync(base, { recursive: true, force: true }));
  const server = await startPostgres({ base, durable: false });
  endings.add(server.stop);
  endings.add(closeDb);
  const url = server.url("audit");
  await ensureDatabase(server.url("postgres"), "audit");
  await migrate(url, readMigrations("prisma/migrations"));
  Object.assign(process.env, { DATABASE_URL: url, MUSTER_SECRET: "secret of the bench, long enough for anything" });
  const client = new pg.Client(url);
  await client.connect();
  endings.add(() => client.end());
  return { client, log: join(base, "postgres.log") };
}

/** From here on every new connection writes the plan and the time of each statement into the server's log. */
async function explainEverything(client: pg.Client): Promise<void> {
  const settings = { log_min_duration: "0", log_analyze: "on", log_timing: "off", log_buffers: "on" };
  await client.query("ALTER DATABASE audit SET session_preload_libraries = 'auto_explain'");
  for (const [name, value] of Object.entries(settings))
    await client.query(`ALTER DATABASE audit SET auto_explain.${name} = '${value}'`);
  await closeDb();
}

async function bench(): Promise<void> {
  const { client, log } = await startDatabase();
  const { scene, callers } = await makeScene();
  await step(`Making ${EVENTS} events`, () => seedManyEvents(client, scene, EVENTS));
  await explainEverything(client);
  console.log("| who | shape | total | first page, ms | page at 90 %, ms |\n|---|---|---:|---:|---:|");
  for (const [who, ctx] of Object.entries(callers))
    for (const [shape, filter] of Object.entries(shapesOf(scene)))
      console.log(`| ${who} | ${shape} | ${await measure(log, ctx, filter)} |`);
}

const end = async (code: number) => {
  await endings.run();
  process.exit(code);
};
bench().then(
  () => end(0),
  (error: unknown) => {
    console.error(error);
    return end(1);
  },
);
