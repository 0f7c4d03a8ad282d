import { createReadStream, statSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import pg from "pg";
import { receive } from "./receive";
import { listStatement, oneStatement, toPage } from "./statements";

const { BENCH_WORKSPACE = "", BENCH_NAME = "", BENCH_FILE = "", BENCH_PORT = "0" } = process.env;
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

function answer(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const routes: Record<
  string,
  (request: import("node:http").IncomingMessage, response: ServerResponse) => Promise<void>
> = {
  "/list": async (_, response) =>
    answer(response, toPage((await pool.query({ name: "list", text: listStatement, values: [BENCH_WORKSPACE] })).rows)),
  "/one": async (_, response) =>
    answer(
      response,
      (await pool.query({ name: "one", text: oneStatement, values: [BENCH_WORKSPACE, BENCH_NAME] })).rows[0],
    ),
  "/submit": async (request, response) => answer(response, await receive(request, tmpdir())),
  "/download": async (_, response) => {
    response.writeHead(200, { "content-length": statSync(BENCH_FILE).size });
    createReadStream(BENCH_FILE).pipe(response);
  },
};

createServer((request, response) => {
  const route = routes[request.url ?? ""];
  if (!route) return void response.writeHead(404).end();
  route(request, response).catch(() => response.destroy());
}).listen(Number(BENCH_PORT), "127.0.0.1", () => process.send?.("ready"));
