import { AssertionError } from "node:assert";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectEndings } from "@/lib/launch/endings";
import { step } from "@/lib/launch/steps.mjs";
import { PackageSeries } from "./archives";
import { type BenchProduct, startBenchProduct } from "./bench-product";
import { makeContext } from "./context";
import { explainReads } from "./explain";
import { memoryOf } from "./process-cost";
import { goalTable, machineLine, memoryTable, resultTable, scanTable, uploadSentence } from "./report";
import { runRounds } from "./rounds";
import { assertSameAnswers } from "./same-answers";
import { scanCost } from "./scan-cost";
import { makeSample, processNames, type Subjects, scenarios } from "./scenarios";
import { seedAgents } from "./seed";
import { removeBareNextBuild, startBareNext, startRaw } from "./subjects";
import { uploadMemory } from "./upload-memory";

const AGENTS = 10_000;
const MANY = 100_000;
/** `BENCH_ROUNDS` for fewer or more of them. */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
/** ms from the start: no further round, and the end of everything. */
const LAST_ROUND = 4 * 60_000;
const LIMIT = 10 * 60_000;

const endings = collectEndings();
let failed = false;

async function end(code: number): Promise<never> {
  await endings.run();
  process.exit(code);
}

/** Scenarios may be named, `npm run bench -- list submit`; plans are then left out. */
const wanted = process.argv.slice(2);
const isWanted = ({ title }: { title: string }) => wanted.length === 0 || wanted.some((word) => title.startsWith(word));

async function startAll(product: BenchProduct, folder: string): Promise<Subjects> {
  const env = {
    ...process.env,
    DATABASE_URL: product.databaseUrl,
    BENCH_WORKSPACE: product.place.workspaceId,
    BENCH_NAME: "sample-1-mib",
    BENCH_INBOX: product.place.inbox,
    BENCH_FOLDER: folder,
  };
  endings.add(removeBareNextBuild);
  const bare = await step("Building and starting the bare application", () => startBareNext(env));
  endings.add(bare.stop);
  const raw = await startRaw(env);
  endings.add(raw.stop);
  return { Muster: product, "bare Next": bare, raw, "raw JSON": raw };
}

async function explainMany(product: BenchProduct): Promise<Record<string, string[]>> {
  await step(`Making ${MANY} agents`, () => seedAgents(product.database, product.place, AGENTS - 1, MANY - 2));
  return explainReads(product);
}

/** The samples are still being loaded for a while, and their state changes between one answer and the next. */
async function sameInTheEnd(subjects: Subjects, product: BenchProduct): Promise<void> {
  for (let left = 20; ; left -= 1) {
    const fault: unknown = await assertSameAnswers(subjects, product).catch((error: unknown) => error);
    if (!(fault instanceof AssertionError) || left === 0) {
      if (fault !== undefined) throw fault;
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
}

async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "muster-bench-"));
  endings.add(() => rmSync(folder, { recursive: true, force: true }));
  const product = await step("Starting the product", startBenchProduct);
  endings.add(product.stop);
  endings.add(() => failed && console.error(product.output()));
  const [small, large] = [new PackageSeries(1), new PackageSeries(20)];
  await step("Making agents, packages and plugins", async () => {
    await makeSample(product, small, folder);
    await makeSample(product, large, folder);
    await makeContext(product);
    await seedAgents(product.database, product.place, 1, AGENTS - 3);
  });
  const subjects = await startAll(product, folder);
  await step("Comparing the answers", () => sameInTheEnd(subjects, product));
  const idle = Object.fromEntries(processNames.map((name) => [name, memoryOf(subjects[name].pid).now]));
  const additional = await step("Memory of an upload", () => uploadMemory(product, small, large));
  let rounds = 0;
  const chosen = scenarios(subjects, product, [small, large]).filter(isWanted);
  const results = await runRounds(chosen, subjects, product.databasePid, {
    rounds: ROUNDS,
    until: LAST_ROUND,
    onRound: (round) => {
      rounds = round;
      console.error(`Round ${round} of ${ROUNDS}`);
    },
  });
  const costs = [await scanCost(small, folder), await scanCost(large, folder)];
  const plans = wanted.length === 0 ? await explainMany(product) : {};
  const parts = [
    ...[machineLine(rounds), resultTable(results), goalTable(results), memoryTable(subjects, idle)],
    ...[uploadSentence(additional, large.mib), scanTable(costs)],
    ...Object.entries(plans).flatMap(([name, texts]) => [
      `${name} among ${MANY} agents:`,
      ...texts.map((text) => `\`\`\`\n${text}\n\`\`\``),
    ]),
  ];
  console.log(`\n${parts.join("\n\n")}`);
}

setTimeout(() => {
  console.error("The bench takes too long; it is broken off.");
  void end(1);
}, LIMIT).unref();
bench().then(
  () => end(0),
  (error: unknown) => {
    console.error(error);
    failed = true;
    return end(1);
  },
);
