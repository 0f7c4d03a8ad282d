import { createReadStream, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import pg from "pg";
import { receive } from "./receive";
import { listStatement, oneStatement, toPage } from "./statements";

const { BENCH_WORKSPACE = "", BENCH_NAME = "", BENCH_FOLDER = "", BENCH_PORT = "0" } = process.env;
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

function answer(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const list = { name: "list", text: listStatement, values: [BENCH_WORKSPACE] };
const one = { name: "one", text: oneStatement, values: [BENCH_WORKSPACE, BENCH_NAME] };

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://raw");
  if (pathname === "/list") return answer(response, toPage((await pool.query(list)).rows));
  if (pathname === "/one") return answer(response, (await pool.query(one)).rows[0]);
  if (pathname === "/submit") return answer(response, await receive(request));
  const path = join(BENCH_FOLDER, `${Number(searchParams.get("mib"))}.ncp`);
  response.writeHead(200, { "content-length": statSync(path).size });
  createReadStream(path).pipe(response);
}

createServer((request, response) => {
  serve(request, response).catch((error: Error) => response.destroy(error));
}).listen(Number(BENCH_PORT), "127.0.0.1", () => process.send?.("ready"));
