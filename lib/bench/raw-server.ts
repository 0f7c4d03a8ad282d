import { randomBytes } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import pg from "pg";
import { receive } from "./receive";
import {
  contextJsonStatement,
  contextStatement,
  createStatement,
  filterJsonStatement,
  filterStatement,
  listJsonStatement,
  listStatement,
  oneJsonStatement,
  oneStatement,
  toPage,
} from "./statements";

const { BENCH_WORKSPACE = "", BENCH_NAME = "", BENCH_INBOX = "", BENCH_FOLDER = "", BENCH_PORT = "0" } = process.env;
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

function answer(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const named = (name: string, text: string, values: string[]) => ({ name, text, values });
const list = named("list", listStatement, [BENCH_WORKSPACE]);
const filtered = named("filter", filterStatement, [BENCH_WORKSPACE]);
const one = named("one", oneStatement, [BENCH_WORKSPACE, BENCH_NAME]);
const context = named("context", contextStatement, []);
/** What the database writes as JSON, by path. */
const texts = new Map([
  ["/json/list", named("list-json", listJsonStatement, [BENCH_WORKSPACE])],
  ["/json/filter", named("filter-json", filterJsonStatement, [BENCH_WORKSPACE])],
  ["/json/context", named("context-json", contextJsonStatement, [])],
  ["/json/one", named("one-json", oneJsonStatement, [BENCH_WORKSPACE, BENCH_NAME])],
]);

async function create(): Promise<unknown> {
  const id = `agt_${randomBytes(13).toString("hex").toUpperCase()}`;
  const { rows } = await pool.query(named("create", createStatement, [id, BENCH_INBOX, `raw-${id}`]));
  return rows[0];
}

/** Keeps a body of its request as one row of `bench_raw`. */
async function keep(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8");
  const { rows } = await pool.query(named("keep", 'INSERT INTO bench_raw ("body") VALUES ($1) RETURNING "id"', [body]));
  return rows[0];
}

async function sendContext(response: ServerResponse): Promise<void> {
  const { rows } = await pool.query<{ text: string }>(context);
  const text = rows.map((row) => row.text).join("\n\n");
  response.writeHead(200, { "content-type": "text/markdown" }).end(text);
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://raw");
  const text = texts.get(pathname);
  if (text) {
    const { rows } = await pool.query<{ text: string }>(text);
    response.writeHead(200, { "content-type": "application/json" }).end(rows[0]?.text);
    return;
  }
  if (pathname === "/list") return answer(response, toPage((await pool.query(list)).rows));
  if (pathname === "/filter") return answer(response, toPage((await pool.query(filtered)).rows));
  if (pathname === "/one") return answer(response, (await pool.query(one)).rows[0]);
  if (pathname === "/context") return sendContext(response);
  if (pathname === "/create") return answer(response, await create());
  if (pathname === "/keep") return answer(response, await keep(request));
  if (pathname === "/submit") return answer(response, await receive(request, BENCH_FOLDER));
  const path = join(BENCH_FOLDER, `${Number(searchParams.get("mib"))}.ncp`);
  response.writeHead(200, { "content-length": statSync(path).size });
  createReadStream(path).pipe(response);
}

createServer((request, response) => {
  serve(request, response).catch((error: Error) => response.destroy(error));
}).listen(Number(BENCH_PORT), "127.0.0.1", () => process.send?.("ready"));
