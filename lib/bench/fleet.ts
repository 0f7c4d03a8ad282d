import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { closeDb } from "@/lib/db";
import { collectEndings } from "@/lib/launch/endings";
import { eventually } from "@/lib/launch/process-facts";
import { step } from "@/lib/launch/steps.mjs";
import { startTestEngine, stopTestEngine } from "@/lib/testing/docker/test-engine";
import { openBrowser } from "./bench-browser";
import { type BenchProduct, startBenchProduct } from "./bench-product";
import { measureTab, measureViewers } from "./fleet-log";
import { measureAll, seedRunningAgents, seedWorkspace } from "./fleet-rows";
import { load } from "./load";
import { childOf, memoryOf } from "./process-cost";
import { machineLine, median, table } from "./report";
import { runBench } from "./run-bench";

// npm run bench:fleet [-- docker]: what a fleet costs, with agents as processes or in containers of an engine of its own.
const endings = collectEndings();
const inContainers = process.argv.includes("docker");
/** Where the agent has Node. */
const node = inContainers ? "/usr/local/bin/node" : process.execPath;
const RUNNING = 1_000;
const ELSEWHERE = 100_000;
const ROUNDS = 7;
const TOGETHER = 20;
const VIEWERS = 200;
const LIMIT = 20 * 60_000;
const MIB = 1024 * 1024;

const asAdmin = ({ tokens }: BenchProduct) => ({ authorization: `Bearer ${tokens.admin}` });
const fleet = (product: BenchProduct) => ({ ...asAdmin(product), "x-api-contract": "fleet" });

const answers = [
  "/api/agents",
  "/api/agents/context-stats",
  "/api/agents/autonomy-status",
  "/api/fleet/stats",
] as const;
type Times = Map<string, number[]>;

/** p50 of each answer in each round, ms, as a developer of the workspace. */
async function measureAnswers(product: BenchProduct): Promise<Times> {
  const times: Times = new Map(answers.map((path) => [path, []]));
  const limits = { connections: 4, seconds: 3, most: 200 };
  const headers = { authorization: `Bearer ${product.tokens.developers[0]}`, "x-api-contract": "fleet" };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const path of answers) {
      await measureAll(product.database, product.place.workspaceId);
      const next = () => ({ method: "GET", path, headers }) as const;
      const measured = await load({ url: product.url, next }, limits);
      if (measured.failure) throw new Error(measured.failure);
      if (round > 0) times.get(path)?.push(measured.p50);
    }
  }
  return times;
}

/** Beside the list of its rows in the same rounds, and beside itself once others have `ELSEWHERE` agents. */
function answerRows(alone: Times, among: Times): string[][] {
  const of = (times: Times, path: string) => times.get(path) ?? [];
  return answers.map((path) => {
    const own = of(alone, path);
    const ratios = own.map((time, round) => time / (of(alone, "/api/agents")[round] ?? Number.NaN));
    const grown = median(of(among, path)) / median(own);
    return [path, median(own).toFixed(1), median(ratios).toFixed(2), grown.toFixed(2)];
  });
}

async function ask(product: BenchProduct, method: string, path: string, json?: unknown): Promise<unknown> {
  const headers = { ...fleet(product), "content-type": "application/json" };
  const body = json === undefined ? undefined : JSON.stringify(json);
  const response = await fetch(`${product.url}${path}`, { method, headers, body });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

const timed = async (work: Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work;
  return (performance.now() - started) / 1000;
};

/** Create (until it runs) and stop of so many agents at once: medians in seconds, and what an idle one adds to the supervisor. */
async function measureLife(product: BenchProduct, supervisor: number): Promise<{ rows: string[][]; names: string[] }> {
  const names = Array.from({ length: TOGETHER }, (_, at) => `together-${at}`);
  const before = memoryOf(supervisor).now;
  const created = await Promise.all(names.map((name) => timed(ask(product, "POST", "/api/agents", { name }))));
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  const own = readOwnMemory(supervisor) - before;
  const stopped = await Promise.all(names.map((name) => timed(ask(product, "POST", `/api/agents/${name}/stop`))));
  const seconds = (values: number[]) => [median(values).toFixed(2), Math.max(...values).toFixed(2)];
  const rows = [
    ["create → running", ...seconds(created)],
    ["stop", ...seconds(stopped)],
    ["supervisor's own memory per idle agent, MiB", (own / TOGETHER / MIB).toFixed(2), ""],
  ];
  return { rows, names };
}

/** Resident memory of the supervisor alone: agents are processes of their own. */
function readOwnMemory(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1] ?? 0);
  return pages * 4096;
}

const idOf = z.object({ id: z.string() });

async function startTalker(product: BenchProduct): Promise<{ id: string }> {
  await ask(product, "POST", "/api/agents", { name: "talker" });
  const found = await product.database.query('SELECT "id" FROM "Agent" WHERE "name" = $1', ["talker"]);
  const agent = idOf.parse(found.rows[0]);
  const runs = () =>
    product.database
      .query('SELECT 1 FROM "Runtime" WHERE "agentId" = $1 AND "observedState" = $2', [agent.id, "running"])
      .then(({ rowCount }) => rowCount === 1);
  if (!(await eventually(runs, 30_000))) throw new Error("the agent that writes does not run");
  return agent;
}

/** From here this process is the web process's equal: it may ask supervisors. */
function adopt({ databaseUrl, folder }: BenchProduct): void {
  process.env.DATABASE_URL = databaseUrl;
  process.env.MUSTER_DATA_DIR = folder;
  process.env.MUSTER_SECRET = readFileSync(join(folder, "secret"), "utf8").trim();
}

/** Starts a Docker Engine that is there for this bench alone, and says how to reach it. */
async function engineFor(): Promise<Record<string, string>> {
  const engine = await step("Starting a Docker Engine", startTestEngine);
  endings.add(stopTestEngine);
  if ("reason" in engine) throw new Error(engine.reason);
  return { MUSTER_DRIVER: "docker", DOCKER_HOST: engine.address };
}

async function bench(): Promise<void> {
  const env = inContainers ? await engineFor() : { MUSTER_DRIVER: "process" };
  const product = await step("Starting the product", () => startBenchProduct(env));
  endings.add(product.stop);
  adopt(product);
  endings.add(closeDb);
  const supervisor = childOf(product.launcher, "build/supervisor.js");
  // The first agent of all brings the image.
  const talker = await step("Starting an agent", () => startTalker(product));
  const life = await step(`Starting and stopping ${TOGETHER} agents`, () => measureLife(product, supervisor));
  const browser = await openBrowser();
  endings.add(() => browser.close());
  const tab = await step("Writing 5,000 lines a second", () => measureTab(browser, product, { ...talker, node }));
  const viewers = await step(`${VIEWERS} viewers`, () =>
    measureViewers(product, supervisor, { ...talker, node }, VIEWERS),
  );
  const { database, place } = product;
  const seed = (workspaceId: string, count: number) => () =>
    seedRunningAgents(database, { workspaceId, ownerId: place.adminId, count });
  await step(`Making ${RUNNING} running agents`, seed(place.workspaceId, RUNNING));
  const alone = await measureAnswers(product);
  const elsewhere = await seedWorkspace(database);
  await step(`Making ${ELSEWHERE} agents elsewhere`, seed(elsewhere, ELSEWHERE));
  const among = await measureAnswers(product);
  console.log(`\n${machineLine(ROUNDS)}\n`);
  const head = [`${RUNNING} running agents`, "p50 ms", "times the list", "with 100,000 elsewhere, times"];
  console.log(table(head, answerRows(alone, among)));
  console.log(`\n${table([`${TOGETHER} agents at once`, "median s", "slowest s"], life.rows)}`);
  const { written, lines, missed, gaps, took, heap } = tab;
  console.log(
    `\nlog: ${written} lines written, ${lines} heard in ${took.toFixed(1)} s, ${missed} left out in ${gaps} announced gaps; tab ${heap.toFixed(0)} MiB`,
  );
  console.log(
    `${VIEWERS} viewers: ${viewers.least} to ${viewers.most} of ${viewers.written} lines; supervisor and agents ${viewers.before.toFixed(0)} → ${viewers.after.toFixed(0)} MiB`,
  );
}

runBench(bench, endings, LIMIT);
