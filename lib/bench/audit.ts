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

// npm run bench:audit: the audit trail's list among a million events, as the statements' own time in the database.
const EVENTS = Number(process.env.BENCH_EVENTS ?? 1_000_000);
const ROUNDS = 5;
const LIMIT = 100;

type Callers = { admin: Ctx; "workspace admin": Ctx; developer: Ctx };
type Place = { scene: Scene; callers: Callers };

async function prepare(): Promise<Place> {
  const { workspace, owner } = await given.workspace();
  const admin = await given.outsider({ instanceAdmin: true });
  const developer = await given.member(workspace);
  const others = await Promise.all(Array.from({ length: 99 }, () => given.place()));
  const people = await Promise.all(Array.from({ length: 200 }, () => given.user()));
  const own = await Promise.all(Array.from({ length: 50 }, () => given.agent(developer.ctx)));
  const agents = Array.from({ length: 5_000 }, (_, i) => `agt_made${i}`);
  const scene = {
    workspaces: [workspace, ...others].map(({ id }) => id),
    people: [developer.id, owner.id, ...people.map(({ id }) => id)],
    agents: [...own.map(({ id }) => id), ...agents],
  };
  return { scene, callers: { admin: admin.ctx, "workspace admin": owner.ctx, developer: developer.ctx } };
}

const day = (before: number) => new Date(Date.now() - before * 86_400_000).toISOString();

function shapesOf({ people, agents, workspaces }: Scene): Record<string, AuditFilter> {
  return {
    "no filter": {},
    workspace: { workspaceId: workspaces[1] ?? null },
    "actor (5,000 events)": { actorId: people[7] },
    "actor (100,000)": { actorId: people[0] },
    "action (1 of 11)": { action: "agent.deleted" },
    "noun (5 of 11)": { action: "agent.*" },
    "target (200)": { targetId: agents[3] },
    "outcome denied (1 %)": { outcome: "denied" },
    "outcome success (99 %)": { outcome: "success" },
    "override (0.5 %)": { override: true },
    "last 30 days": { from: day(30) },
    "months 3 to 9": { from: day(270), to: day(90) },
    "noun, last 30 days": { action: "agent.*", from: day(30) },
    "text (1 of 5,000)": { q: "agent-4321" },
  };
}

type Reading = { first: number; deep: number; total: number; plans: string };

/** Milliseconds of the statements that read events, and their plans, as the server's log says them. */
function readLog(log: string, from: number): { milliseconds: number; plans: string[] } {
  const text = readFileSync(log).subarray(from).toString();
  const times = [...text.matchAll(/duration: ([\d.]+) ms {2}plan:\n([\s\S]*?)(?=^\d{4}-|$(?![\s\S]))/gm)];
  const own = times.filter(([, , statement]) => statement?.includes('"AuditEvent"'));
  return { milliseconds: own.reduce((sum, [, time]) => sum + Number(time), 0), plans: plansSince(log, from) };
}

async function measure(log: string, ctx: Ctx, filter: AuditFilter): Promise<Reading> {
  const sizeOf = () => readFileSync(log).length;
  const timed = async (after?: string) => {
    const times: number[] = [];
    let [plans, from] = [[] as string[], 0];
    for (let round = 0; round < ROUNDS; round++) {
      from = sizeOf();
      await listAudit(ctx, { ...filter, limit: LIMIT, after });
      const { milliseconds, plans: read } = readLog(log, from);
      times.push(milliseconds);
      plans = read;
    }
    return { time: times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN, plans };
  };
  const page = await listAudit(ctx, { ...filter, limit: LIMIT });
  // A cursor is bound to its order, not to the filter of the page that gave it.
  const far = await listAudit(ctx, { to: day(330), limit: 1 });
  const [first, deep] = [await timed(), await timed(far.pageInfo.endCursor ?? undefined)];
  return {
    first: first.time,
    deep: deep.time,
    total: page.pageInfo.total,
    plans: [...first.plans, "--- deep", ...deep.plans].join("\n"),
  };
}

const endings = collectEndings();

async function bench(): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), "muster-audit-bench-"));
  endings.add(async () => rmSync(base, { recursive: true, force: true }));
  const server = await startPostgres({ base, durable: false });
  endings.add(server.stop);
  endings.add(closeDb);
  const url = server.url("audit");
  await ensureDatabase(server.url("postgres"), "audit");
  await migrate(url, readMigrations("prisma/migrations"));
  Object.assign(process.env, { DATABASE_URL: url, MUSTER_SECRET: "secret of the bench, long enough for anything" });
  const { scene, callers } = await prepare();
  const client = new pg.Client(url);
  await client.connect();
  endings.add(() => client.end());
  await step(`Making ${EVENTS} events`, () => seedManyEvents(client, scene, EVENTS));
  const { rows } = await client.query(`SELECT relname, pg_size_pretty(pg_relation_size(oid)) AS size FROM pg_class
    WHERE relname LIKE 'Audit%' AND relkind IN ('r', 'i') ORDER BY pg_relation_size(oid) DESC`);
  console.error(rows.map(({ relname, size }) => `${relname} ${size}`).join("\n"));
  for (const [name, value] of Object.entries({
    session_preload_libraries: "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_buffers": "on",
  }))
    await client.query(`ALTER DATABASE audit SET ${name} = '${value}'`);
  await closeDb();
  const log = join(base, "postgres.log");
  for (const [who, ctx] of Object.entries(callers))
    for (const [shape, filter] of Object.entries(shapesOf(scene))) {
      const { first, deep, total, plans } = await measure(log, ctx, filter);
      console.log(`| ${who} | ${shape} | ${total} | ${first.toFixed(1)} | ${deep.toFixed(1)} |`);
      if (process.env.BENCH_PLANS) console.error(`### ${who}, ${shape}\n${plans}\n`);
    }
}

bench().then(
  async () => {
    await endings.run();
    process.exit(0);
  },
  async (error: unknown) => {
    console.error(error);
    await endings.run();
    process.exit(1);
  },
);
