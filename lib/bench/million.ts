import { statSync } from "node:fs";
import { join } from "node:path";
import { collectEndings } from "@/lib/launch/endings";
import { step } from "@/lib/launch/steps.mjs";
import { PackageSeries } from "./archives";
import { type BenchProduct, startBenchProduct } from "./bench-product";
import { explainEverything, plansSince } from "./explain";
import { load, type Shot } from "./load";
import { seedManyAgents } from "./many-agents";
import { medianOf, pageTable, type Sample } from "./million-report";
import { cpuOf } from "./process-cost";
import { runBench } from "./run-bench";
import { makeSample, sampleName } from "./scenarios";
import { removeBareNextBuild, type Subject, startBareNext } from "./subjects";

// npm run bench:million: the registry's list among 10,000 and among 1,000,000 agents, and beside a bare Next handler.
const SIZES = { small: 10_000, large: 1_000_000 };
const ROUNDS = 5;
const CONNECTIONS = 16;
const measured = { connections: CONNECTIONS, seconds: 2, most: Number.POSITIVE_INFINITY };
const warmUp = { connections: CONNECTIONS, seconds: 2, most: 300 };
const LIMIT = 60 * 60_000;

const endings = collectEndings();

const list = (parameters: Record<string, string>) =>
  `/api/agents?${new URLSearchParams({ limit: "50", ...parameters })}`;
const filter = (condition: unknown) => list({ filter: JSON.stringify(condition) });

const twoLevels = {
  AND: [
    { OR: [{ name: { contains: "Billing" } }, { tags: { some: { name: "pilot" } } }] },
    { NOT: { reviewStatus: "DISABLED" } },
  ],
};

/** What is asked, by the instance admin (of all agents) and by a developer (of one workspace). */
const shapes: Record<string, { path: string; as: "admin" | "developer"; far?: boolean }> = {
  "first page": { path: list({}), as: "admin" },
  "page at 90 %": { path: list({}), as: "admin", far: true },
  "name contains": { path: list({ name: "billing" }), as: "admin" },
  "has tag": { path: filter({ tags: { some: { name: "pilot" } } }), as: "admin" },
  status: { path: filter({ reviewStatus: "PENDING" }), as: "admin" },
  "two levels": { path: filter(twoLevels), as: "admin" },
  "total alone": { path: list({ limit: "1" }), as: "admin" },
  "get one": { path: "/api/agents/", as: "admin" },
  "first page, developer": { path: list({}), as: "developer" },
  "name contains, developer": { path: list({ name: "billing" }), as: "developer" },
};

type Prepared = { product: BenchProduct; pathOf: (name: string) => string };

/** Other contracts list agents at the same address, all of a workspace at once. */
const registry = { "x-api-contract": "registry" };

const shotOf = ({ product, pathOf }: Prepared, name: string): Shot => {
  const token = shapes[name]?.as === "developer" ? (product.tokens.developers[0] ?? "") : product.tokens.admin;
  return { method: "GET", path: pathOf(name), headers: { authorization: `Bearer ${token}`, ...registry } };
};

/** A cursor nine tenths down the list: a cursor is bound to its order, not to the filter of the page that gave it. */
async function cursorAt(product: BenchProduct, share: number, count: number): Promise<string> {
  const { rows } = await product.database.query<{ at: Date }>(
    'SELECT "createdAt" AS at FROM "Agent" WHERE "deletedAt" IS NULL ORDER BY "createdAt" DESC, "id" OFFSET $1 LIMIT 1',
    [Math.floor(share * count)],
  );
  const path = filter({ createdAt: { lte: rows[0]?.at.toISOString() } });
  const response = await fetch(product.url + path, {
    headers: { authorization: `Bearer ${product.tokens.admin}`, ...registry },
  });
  const { pageInfo } = (await response.json()) as { pageInfo: { startCursor: string } };
  return pageInfo.startCursor;
}

async function prepare(count: number): Promise<Prepared> {
  const product = await step("Starting a product", startBenchProduct);
  endings.add(product.stop);
  const { workspaceId, adminId } = product.place;
  await step(`Making ${count} agents`, () => seedManyAgents(product.database, workspaceId, adminId, count));
  const far = await cursorAt(product, 0.9, count);
  const { rows } = await product.database.query<{ id: string }>('SELECT "id" FROM "Agent" LIMIT 1');
  const pathOf = (name: string) => {
    const { path = "", far: isFar } = shapes[name] ?? {};
    if (name === "get one") return path + (rows[0]?.id ?? "");
    return isFar ? `${path}&after=${far}` : path;
  };
  return { product, pathOf };
}

async function measure(subject: Subject, databasePid: number, shot: Shot, limits = measured): Promise<Sample> {
  const pids = [subject.pid, databasePid];
  const before = pids.map(cpuOf);
  const { requests, perSecond, p50, p99, failure } = await load({ url: subject.url, next: () => shot }, limits);
  if (failure !== null) throw new Error(failure);
  const [web = 0, database = 0] = pids.map((pid, at) => (cpuOf(pid) - (before[at] ?? 0)) / requests);
  return { perSecond, p50, p99, web, database };
}

type Results = Map<string, { small: Sample[]; large: Sample[] }>;

/** Both sizes in turn, so that what else the machine does hits both. */
async function compareSizes(small: Prepared, large: Prepared): Promise<Results> {
  const results: Results = new Map(Object.keys(shapes).map((name) => [name, { small: [], large: [] }]));
  for (let round = 0; round <= ROUNDS; round++) {
    console.error(round === 0 ? "Warming up" : `Round ${round} of ${ROUNDS}`);
    for (const [name, samples] of results) {
      for (const [size, { product, pathOf }] of Object.entries({ small, large })) {
        const limits = round === 0 ? warmUp : measured;
        const sample = await measure(product, product.databasePid, shotOf({ product, pathOf }, name), limits);
        if (round > 0) samples[size === "small" ? "small" : "large"].push(sample);
      }
    }
  }
  return results;
}

/** The console's list of one workspace beside the bare handler that runs one statement and counts. */
async function compareBare({ product }: Prepared): Promise<{ ours: Sample[]; bare: Sample[] }> {
  endings.add(removeBareNextBuild);
  const { databaseUrl, place, folder } = product;
  // The bare application answers only when it finds the agent that it reads.
  await makeSample(product, new PackageSeries(1), folder);
  const own = {
    DATABASE_URL: databaseUrl,
    BENCH_WORKSPACE: place.workspaceId,
    BENCH_NAME: sampleName(1),
    BENCH_FOLDER: folder,
  };
  const subject = await step("Building and starting the bare application", () =>
    startBareNext({ ...process.env, ...own }),
  );
  endings.add(subject.stop);
  const headers = { authorization: `Bearer ${product.tokens.admin}` };
  const aims = [
    {
      samples: [] as Sample[],
      subject: product,
      shot: { method: "GET", path: "/api/console/agents?limit=50", headers },
    },
    { samples: [] as Sample[], subject, shot: { method: "GET", path: "/list" } },
  ] as const;
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { samples, subject, shot } of aims) {
      const sample = await measure(subject, product.databasePid, shot, round === 0 ? warmUp : measured);
      if (round > 0) samples.push(sample);
    }
  }
  return { ours: aims[0].samples, bare: aims[1].samples };
}

async function explainAll(large: Prepared): Promise<string[]> {
  const { product } = large;
  await explainEverything(product);
  const log = join(product.folder, "postgres.log");
  const texts: string[] = [];
  for (const name of Object.keys(shapes)) {
    const { path, headers } = shotOf(large, name);
    const from = statSync(log).size;
    await (await fetch(product.url + path, { headers })).arrayBuffer();
    const plans = plansSince(log, from).filter((plan) => plan.includes('"Agent"'));
    texts.push(`### ${name}\n\n${path.slice(0, 300)}\n\n\`\`\`\n${plans.join("\n")}\n\`\`\``);
  }
  return texts;
}

async function bench(): Promise<void> {
  const small = await prepare(SIZES.small);
  const large = await prepare(SIZES.large);
  console.log(pageTable(await compareSizes(small, large)));
  const { ours, bare } = await compareBare(large);
  const per = (samples: Sample[]) => medianOf(samples.map((one) => one.perSecond));
  const cost = (samples: Sample[]) => medianOf(samples.map((one) => one.web + one.database));
  console.log(`\nList of 50 in a workspace of 10,000 among a million: ${per(ours).toFixed(0)} req/s, bare Next ${per(bare).toFixed(0)};
ratio ${medianOf(ours.map((one, i) => one.perSecond / (bare[i]?.perSecond ?? 1))).toFixed(2)}, by CPU ${(cost(bare) / cost(ours)).toFixed(2)}`);
  console.log(`\n${(await explainAll(large)).join("\n\n")}`);
}

runBench(bench, endings, LIMIT);
