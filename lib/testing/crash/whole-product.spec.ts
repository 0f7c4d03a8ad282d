import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "pg";
import { afterAll, expect, test } from "vitest";
import { eventually } from "@/lib/launch/process-facts";
import { makeDataFolder, type Product, removeDataFolder, startProduct } from "@/lib/testing/product";
import { type Attempt, createCaller } from "./attempts";
import { bigPackage } from "./big-package";
import { createDice } from "./dice";
import { violationsOf } from "./inspection";
import { embeddedDatabaseUrl, killTree, launchedPids } from "./launcher-tree";
import { runSeed } from "./run-seed";

const STARTS = Number(process.env.MUSTER_CRASH_STARTS || 3);
const LIMIT = 180_000;
const ADMIN = { email: "admin@example.com", password: "a password of the crash tests" };
const WORK_LIMIT = 30_000;
const WEIGHT = 2 * 1024 * 1024;

const folder = makeDataFolder();
const ledger: Attempt[] = [];
const checkedBlobs = new Set<string>();
let product: Product | undefined;
let versions = 0;

afterAll(async () => {
  await product?.stop();
  removeDataFolder(folder);
});

async function start(): Promise<Product> {
  const env = {
    MUSTER_ADMIN_EMAIL: ADMIN.email,
    MUSTER_ADMIN_PASSWORD: ADMIN.password,
    MUSTER_RATE_LIMIT: "0",
    MUSTER_PLUGINS_RATE_LIMIT: "0",
    MUSTER_LOG_LEVEL: "warn",
  };
  product = await startProduct({ folder, env, ...(product && { port: product.port }) });
  return product;
}

async function signIn(url: string): Promise<string> {
  const body = JSON.stringify({ username: ADMIN.email, password: ADMIN.password });
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/api/user/login`, { method: "POST", headers, body });
  const answer: unknown = await response.json();
  if (typeof answer === "object" && answer !== null && "token" in answer) return String(answer.token);
  throw new Error(`The admin cannot sign in: ${JSON.stringify(answer)}`);
}

/** Uploads an agent and then new versions of it, and switches it off and on, until an answer does not come. */
async function work(caller: ReturnType<typeof createCaller>, name: string): Promise<void> {
  const next = () => bigPackage(name, `0.1.${++versions}`, WEIGHT);
  let last = await caller.submit(await next());
  while (last.outcome !== "unknown") {
    await caller.disable(name);
    await caller.enable(name);
    last = await caller.version(await next());
  }
}

async function inspect(): Promise<string[]> {
  const pool = new Pool({ connectionString: embeddedDatabaseUrl(folder) });
  try {
    const { rows } = await pool.query<{ id: string }>('SELECT "id" FROM "Workspace"');
    const [workspace] = rows;
    if (!workspace) return ["the workspace of the first admin is gone"];
    const scene = { folder, pool, workspace, ledger, checkedBlobs };
    return await violationsOf(scene, launchedPids(folder).supervisor);
  } finally {
    await pool.end();
  }
}

for (let round = 1; round <= STARTS; round++) {
  test(`start ${round}: after kill -9 of everything, PostgreSQL too, npm start comes up with every acknowledged change`, {
    timeout: LIMIT,
  }, async () => {
    const dice = createDice(runSeed() + 1_000_000 + round);
    const { url } = product ?? (await start());
    const caller = createCaller(url, await signIn(url), ledger);
    const before = ledger.length;
    const working = Promise.all([work(caller, `whole-${round}`), work(caller, `second-${round}`)]);
    const acknowledged = () => ledger.slice(before).filter((one) => one.outcome === "acknowledged").length;
    const enough = dice.whole(0, 12);
    await eventually(() => acknowledged() >= enough, WORK_LIMIT, 5);
    const delay = dice.whole(0, 500);
    await pause(delay);
    killTree(launchedPids(folder).launcher);
    await working;
    await product?.ended;
    const { readyAfter } = await start();
    console.log(
      `start ${round}/${STARTS}: everything killed after ${acknowledged()} acknowledged changes; ready ${Math.round(readyAfter)} ms after the start`,
    );
    expect(await inspect()).toEqual([]);
  });
}
