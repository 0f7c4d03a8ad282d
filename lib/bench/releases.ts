import { collectEndings } from "@/lib/launch/endings";
import { step } from "@/lib/launch/steps.mjs";
import { openBrowser, signedInPage } from "./bench-browser";
import { type BenchProduct, startBenchProduct } from "./bench-product";
import { comparisonTimes } from "./comparison-times";
import { machineLine, median, table } from "./report";
import { runBench } from "./run-bench";
import { startRaw } from "./subjects";

const ATTACHED = { "mcp-servers": 20, "data-connections": 15, "semantic-data-models": 15 } as const;
const RUNBOOK = 200 * 1024;
const ROUNDS = 30;
const IN_PAGE = 7;
const VERSIONS = 10_000;
const PAGE = 100;
const EDGE = 8;
const LIMIT = 8 * 60_000;

const endings = collectEndings();

type Kind = keyof typeof ATTACHED;
type Answer = { id: string; next?: string | null };

const bodies: Readonly<Record<Kind, (at: number) => object>> = {
  "mcp-servers": (at) => ({ name: `server ${at}`, url: `https://tools${at}.example/mcp` }),
  "data-connections": (at) => ({
    name: `ledger-${at}`,
    engine: "postgres",
    configuration: { host: "db.example", port: 5432, database: "ledger", user: "reader", password: "bench" },
  }),
  "semantic-data-models": (at) => ({
    semantic_model: {
      name: `model ${at}`,
      tables: [{ name: "receipt", base_table: { data_connection_name: `ledger-${at}`, table: "receipt" } }],
    },
  }),
};

/** Asks contract 3; gives its answer and how long it took, ms. Throws for anything but success. */
function client(product: BenchProduct) {
  const base = `${product.url}/tenants/${product.place.workspaceId}/api/v2`;
  const headers = { authorization: `Bearer ${product.tokens.admin}`, "content-type": "application/json" };
  return async (method: string, path: string, body?: object): Promise<{ answer: Answer; ms: number }> => {
    const began = performance.now();
    const response = await fetch(base + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    const text = await response.text();
    const ms = performance.now() - began;
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    return { answer: text === "" ? { id: "" } : JSON.parse(text), ms };
  };
}

type Ask = ReturnType<typeof client>;

const runbook = (round: number) => `# Round ${round}\n`.padEnd(RUNBOOK, "Read every receipt twice.\n");

async function makeAgent(ask: Ask): Promise<string> {
  const { answer } = await ask("POST", "/agents", { name: "Bench", runbook_text: runbook(0) });
  for (const kind of Object.keys(ATTACHED) as Kind[]) {
    for (let at = 0; at < ATTACHED[kind]; at++) {
      const { id } = (await ask("POST", `/${kind}`, bodies[kind](at))).answer;
      await ask("POST", `/agents/${answer.id}/${kind}`, { [`${kind.slice(0, -1).replaceAll("-", "_")}_id`]: id });
    }
  }
  return answer.id;
}

/** What one version's rows hold, bytes. */
async function sizeOf({ database }: BenchProduct, agentId: string): Promise<number> {
  const { rows } = await database.query<{ bytes: string }>(
    `SELECT octet_length(v."content"::text) + octet_length(v."attachments"::text) + (SELECT coalesce(sum(octet_length(m."semanticModel"::text)), 0)
      FROM "VersionModel" m WHERE m."versionId" = v."id") AS bytes
    FROM "AgentVersion" v WHERE v."agentId" = $1 ORDER BY v."position" DESC LIMIT 1`,
    [agentId],
  );
  return Number(rows[0]?.bytes ?? 0);
}

/** Publishes and inserts as many bytes as one row, by a connection and by the raw server, in turn; times in ms. */
async function publishing(product: BenchProduct, ask: Ask, agentId: string) {
  const { database, databaseUrl: DATABASE_URL, place } = product;
  const server = await startRaw({ ...process.env, DATABASE_URL, BENCH_WORKSPACE: place.workspaceId });
  endings.add(server.stop);
  await ask("POST", `/agents/${agentId}/publish`, {});
  const bytes = await sizeOf(product, agentId);
  await database.query(`CREATE TABLE bench_raw ("id" serial PRIMARY KEY, "body" text NOT NULL)`);
  const [publish, raw, overHttp]: [number[], number[], number[]] = [[], [], []];
  for (let round = 1; round <= ROUNDS; round++) {
    await ask("POST", `/agents/${agentId}/edit`);
    await ask("PATCH", `/agents/${agentId}`, { runbook_text: runbook(round) });
    publish.push((await ask("POST", `/agents/${agentId}/publish`, {})).ms);
    const began = performance.now();
    await database.query(`INSERT INTO bench_raw ("body") VALUES ($1)`, [runbook(round).padEnd(bytes, "x")]);
    raw.push(performance.now() - began);
    const again = performance.now();
    await (await fetch(`${server.url}/keep`, { method: "POST", body: runbook(round).padEnd(bytes, "x") })).text();
    overHttp.push(performance.now() - again);
  }
  return { bytes, publish: median(publish), raw: median(raw), overHttp: median(overHttp) };
}

async function makeVersions({ database }: BenchProduct, agentId: string): Promise<void> {
  await database.query(
    `INSERT INTO "AgentVersion" ("id", "agentId", "position", "label", "note", "authorId", "content", "attachments", "publishedAt", "createdAt")
    SELECT 'agv_' || lpad(n::text, 26, '0'), v."agentId", v."position" + n, 'v' || (v."position" + n), 'Bench', v."authorId",
      jsonb_set(v."content", '{instructions}', to_jsonb('# Version ' || n)), v."attachments", v."publishedAt" + n * interval '1 second', v."createdAt" + n * interval '1 second'
    FROM (SELECT * FROM "AgentVersion" WHERE "agentId" = $1 ORDER BY "position" DESC LIMIT 1) v, generate_series(1, $2) n`,
    [agentId, VERSIONS],
  );
  await database.query("ANALYZE");
}

/** How long each page of the list takes, ms, from the newest to the oldest. */
async function pages(ask: Ask, agentId: string): Promise<number[]> {
  const times: number[] = [];
  for (let next: string | null = ""; next !== null; ) {
    const more: string = next === "" ? "" : `&next=${encodeURIComponent(next)}`;
    const { answer, ms } = await ask("GET", `/agents/${agentId}/versions?limit=${PAGE}${more}`);
    times.push(ms);
    next = answer.next ?? null;
  }
  return times;
}

async function comparing(ask: Ask, agentId: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    times.push((await ask("GET", `/agents/${agentId}/diff?from=v1&to=v${2 + (round % 20)}`)).ms);
  return median(times);
}

async function comparingInPage(product: BenchProduct, agentId: string) {
  const browser = await openBrowser();
  endings.add(() => browser.close());
  const page = await signedInPage(browser, product);
  return comparisonTimes(page, `${product.url}/agents/${agentId}?tab=versions`, IN_PAGE);
}

async function bench(): Promise<void> {
  const product = await step("Starting the product", startBenchProduct);
  endings.add(product.stop);
  const ask = client(product);
  const agentId = await step("Making an agent with 50 attachments", () => makeAgent(ask));
  const { bytes, publish, raw, overHttp } = await step("Publishing", () => publishing(product, ask, agentId));
  const diff = await step("Comparing", () => comparing(ask, agentId));
  const shown = await step("Comparing in the page", () => comparingInPage(product, agentId));
  await step(`Making ${VERSIONS} versions`, () => makeVersions(product, agentId));
  await pages(ask, agentId);
  const times = await step("Listing them", () => pages(ask, agentId));
  const [first, last] = [median(times.slice(0, EDGE)), median(times.slice(-EDGE))];
  console.log(
    `\n${machineLine(ROUNDS)}\n\n${table(
      ["", "ms", "beside", "ms", "times"],
      [
        [`publish, ${bytes} bytes`, publish.toFixed(1), "raw insert", raw.toFixed(1), (publish / raw).toFixed(2)],
        ["", "", "by a raw server", overHttp.toFixed(1), (publish / overHttp).toFixed(2)],
        ["last pages of versions", last.toFixed(1), "first pages", first.toFixed(1), (last / first).toFixed(2)],
        ["diff of two versions", diff.toFixed(1), "in the page", median(shown.others).toFixed(0), ""],
        ["", "", "first after a load", median(shown.first).toFixed(0), ""],
      ],
    )}`,
  );
}

runBench(bench, endings, LIMIT);
