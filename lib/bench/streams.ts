import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectEndings } from "@/lib/launch/endings";
import { step } from "@/lib/launch/steps.mjs";
import { PackageSeries } from "./archives";
import { type BenchProduct, signIn, startBenchProduct } from "./bench-product";
import { type Aim, load, type Measured } from "./load";
import { forgetPeak, memoryOf } from "./process-cost";
import { median, table } from "./report";
import { runBench } from "./run-bench";
import { makeSample, readings, submission } from "./scenarios";
import { seedDevelopers } from "./seed";
import { reachAll } from "./subscribers";

const UPLOADS = 20;
const DOWNLOADS = 200;
const SUBSCRIBERS = 1_000;
const PROBES = 4;
const BASELINE = 8;
const LONGEST = 300;
const MiB = 1024 * 1024;
const LIMIT = 15 * 60_000;

const endings = collectEndings();

function checked(measured: Measured): Measured {
  if (measured.failure !== null) throw new Error(measured.failure);
  return measured;
}

type Seen = { p95: number; failed: number; peak: number; seconds: number };

/** Asks for one agent again and again while `work` runs: p95 of that in ms, and the web process's highest memory in bytes. */
async function during(product: BenchProduct, work: () => Promise<unknown>): Promise<Seen> {
  const { one } = readings(product);
  const times: number[] = [];
  let failed = 0;
  let working = true;
  const probe = async () => {
    while (working) {
      const began = performance.now();
      const response = await fetch(product.url + one.path, { headers: one.headers }).catch(() => null);
      await response?.arrayBuffer().catch(() => undefined);
      if (!response?.ok) failed += 1;
      times.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  forgetPeak(product.pid);
  const began = performance.now();
  const probing = Array.from({ length: PROBES }, probe);
  await work().finally(() => {
    working = false;
  });
  await Promise.all(probing);
  const sorted = times.toSorted((a, b) => a - b);
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  return { p95, failed, peak: memoryOf(product.pid).peak, seconds: (performance.now() - began) / 1000 };
}

/** The fifth developer, because each may have 4 uploads under way. */
async function addDeveloper(product: BenchProduct): Promise<void> {
  const email = "eve@example.com";
  await seedDevelopers(product.database, product.place, [email]);
  product.tokens.developers.push(await signIn(product.url, email));
}

function uploading(product: BenchProduct, large: PackageSeries): () => Promise<unknown> {
  const archives = Array.from({ length: UPLOADS }, (_, at) => large.make(`stream-${at}`));
  const next = (connection: number) => submission(product, product.place.inbox, connection, archives[connection] ?? []);
  const limits = { connections: UPLOADS, seconds: LONGEST, most: UPLOADS };
  return async () => checked(await load({ url: product.url, next }, limits));
}

function downloading(product: BenchProduct, mib: number): () => Promise<unknown> {
  const shot = readings(product).download(mib);
  const aim: Aim = { url: product.url, next: () => shot };
  return async () => checked(await load(aim, { connections: DOWNLOADS, seconds: LONGEST, most: DOWNLOADS }));
}

async function transfers(product: BenchProduct): Promise<string> {
  const medium = new PackageSeries(20);
  const large = new PackageSeries(49);
  await step("Making packages", async () => {
    await makeSample(product, medium, mkdtempHere());
    await addDeveloper(product);
  });
  const wait = () => new Promise((resolve) => setTimeout(resolve, BASELINE * 1_000));
  const calm = await step("Measuring a small request alone", () => during(product, wait));
  const both = [uploading(product, large), downloading(product, medium.mib)] as const;
  const [up, down] = both;
  const rows: [string, Seen][] = [
    ["nothing else", calm],
    [`${UPLOADS} uploads of 50 MiB`, await step("Uploading", () => during(product, up))],
    [`${DOWNLOADS} downloads of 20 MiB`, await step("Downloading", () => during(product, down))],
  ];
  return table(
    ["meanwhile", "p95 of a small request, ms", "times", "failed", "peak memory, MiB", "s"],
    rows.map(([what, { p95, failed, peak, seconds }]) => [
      what,
      p95.toFixed(1),
      (p95 / calm.p95).toFixed(2),
      String(failed),
      (peak / MiB).toFixed(0),
      seconds.toFixed(1),
    ]),
  );
}

function mkdtempHere(): string {
  const folder = mkdtempSync(join(tmpdir(), "muster-bench-"));
  endings.add(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function bench(): Promise<void> {
  const product = await step("Starting the product", () => startBenchProduct({ MUSTER_WEB_CONCURRENCY: "1" }));
  endings.add(product.stop);
  await makeSample(product, new PackageSeries(1), mkdtempHere());
  const report = await transfers(product);
  console.log(`\n${report}\n`);
  const took = await step(`Telling ${SUBSCRIBERS} subscribers`, () => reachAll(product, SUBSCRIBERS));
  const [middle, slowest] = [median(took), Math.max(...took)].map((ms) => ms.toFixed(0));
  console.log(
    `\nAn event reaches all of ${SUBSCRIBERS} subscribers in ${middle} ms (median of ${took.length}; slowest ${slowest}).`,
  );
}

runBench(bench, endings, LIMIT);
