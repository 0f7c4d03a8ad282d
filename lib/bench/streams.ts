import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectEndings } from "@/lib/launch/endings";
import { step } from "@/lib/launch/steps.mjs";
import { PackageSeries } from "./archives";
import { type BenchProduct, signIn, startBenchProduct } from "./bench-product";
import { type Aim, load, type Measured, type Shot } from "./load";
import { forgetPeak, memoryOf } from "./process-cost";
import { machineLine, median, table } from "./report";
import { runBench } from "./run-bench";
import { makeSample, readings, sampleName, submission } from "./scenarios";
import { seedDevelopers } from "./seed";
import { startRaw } from "./subjects";
import { reachAll } from "./subscribers";

const UPLOADS = 20;
const DOWNLOADS = 200;
const SUBSCRIBERS = 1_000;
const BASELINE = 8;
const LONGEST = 300;
const MiB = 1024 * 1024;
const LIMIT = 15 * 60_000;

const endings = collectEndings();

function checked(measured: Measured): Measured {
  if (measured.failure !== null) throw new Error(measured.failure);
  return measured;
}

/** What is measured: a small request, and what is sent to it and fetched from it meanwhile. */
type Side = { name: string; pid: number; small: Shot; url: string; up: Aim["next"]; down: Shot };
type Seen = { p95: number; failed: number; peak: number; seconds: number };
type Probed = { times: number[]; failed: number };

/** Asks for the small thing again and again while `work` runs: p95 of that in ms, and the process's highest memory in bytes. */
async function during({ url, pid, small }: Side, work: () => Promise<unknown>): Promise<Seen> {
  const env = { ...process.env, PROBE_URL: url + small.path, PROBE_TOKEN: small.headers?.authorization };
  const probe = fork("lib/bench/probe.ts", [], { execArgv: ["--import", "tsx"], env });
  await once(probe, "message");
  forgetPeak(pid);
  const began = performance.now();
  await work().catch((error: unknown) => {
    probe.kill();
    throw error;
  });
  const seconds = (performance.now() - began) / 1000;
  probe.send("enough");
  const [{ times, failed }] = (await once(probe, "message")) as [Probed];
  const sorted = times.toSorted((a, b) => a - b);
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  return { p95, failed, peak: memoryOf(pid).peak, seconds };
}

/** The fifth developer, because each may have 4 uploads under way. */
async function addDeveloper(product: BenchProduct): Promise<void> {
  const email = "eve@example.com";
  await seedDevelopers(product.database, product.place, [email]);
  product.tokens.developers.push(await signIn(product.url, email));
}

/** The product, and the raw server for what the machine allows. */
async function sidesOf(product: BenchProduct): Promise<Side[]> {
  const [folder, medium, large] = [mkdtempHere(), new PackageSeries(20), new PackageSeries(49)];
  await makeSample(product, new PackageSeries(1), folder);
  await makeSample(product, medium, folder);
  await addDeveloper(product);
  const archives = Array.from({ length: UPLOADS }, (_, at) => large.make(`stream-${at}`));
  const bodyOf = (connection: number) => archives[connection] ?? [];
  const { databaseUrl: DATABASE_URL, place } = product;
  const named = { BENCH_WORKSPACE: place.workspaceId, BENCH_NAME: sampleName(1), BENCH_FOLDER: folder };
  const raw = await startRaw({ ...process.env, DATABASE_URL, ...named });
  endings.add(raw.stop);
  const { one, download } = readings(product);
  const up = (at: number) => submission(product, place.inbox, at, bodyOf(at));
  return [
    { name: "Muster", url: product.url, pid: product.pid, small: one, up, down: download(medium.mib) },
    {
      ...{ name: "raw", url: raw.url, pid: raw.pid, small: { method: "GET", path: "/one" } },
      up: (at) => ({ method: "POST", path: "/submit", body: bodyOf(at) }),
      down: { method: "GET", path: `/download?mib=${medium.mib}` },
    },
  ];
}

const wait = () => new Promise((resolve) => setTimeout(resolve, BASELINE * 1_000));

async function measure(side: Side): Promise<string[][]> {
  const { name, url, up, down } = side;
  const many = (next: Aim["next"], count: number) => async () =>
    checked(await load({ url, next }, { connections: count, seconds: LONGEST, most: count }));
  const calm = await step(`${name}: a small request alone`, () => during(side, wait));
  const rows: [string, Seen][] = [
    ["nothing else", calm],
    [`${UPLOADS} uploads of 50 MiB`, await step("Uploading", () => during(side, many(up, UPLOADS)))],
    [
      `${DOWNLOADS} downloads of 20 MiB`,
      await step("Downloading", () =>
        during(
          side,
          many(() => down, DOWNLOADS),
        ),
      ),
    ],
  ];
  return rows.map(([what, { p95, failed, peak, seconds }]) => [
    ...[name, what, p95.toFixed(1), (p95 / calm.p95).toFixed(2), String(failed)],
    ...[(peak / MiB).toFixed(0), seconds.toFixed(1)],
  ]);
}

function mkdtempHere(): string {
  const folder = mkdtempSync(join(tmpdir(), "muster-bench-"));
  endings.add(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function bench(): Promise<void> {
  const product = await step("Starting the product", () => startBenchProduct({ MUSTER_WEB_CONCURRENCY: "1" }));
  endings.add(product.stop);
  const sides = await step("Making packages", () => sidesOf(product));
  const rows: string[][] = [];
  for (const side of sides) rows.push(...(await measure(side)));
  const heads = ["", "meanwhile", "p95 of a small request, ms", "times", "failed", "peak memory, MiB", "s"];
  console.log(`\n${machineLine(1)}\n\n${table(heads, rows)}\n`);
  const took = await step(`Telling ${SUBSCRIBERS} subscribers`, () => reachAll(product, SUBSCRIBERS));
  const [middle, slowest] = [median(took), Math.max(...took)].map((ms) => ms.toFixed(0));
  console.log(
    `\nAn event reaches all of ${SUBSCRIBERS} subscribers in ${middle} ms (median of ${took.length}; slowest ${slowest}).`,
  );
}

runBench(bench, endings, LIMIT);
