import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";
import { log } from "@/lib/log";
import type { LogEntry } from "@/lib/runtime/log-follower";
import type { LogWindow } from "@/lib/runtime/supervisor-client";
import type { CallOutcome } from "@/lib/runtime/tool-calls";

const BODY_LIMIT = 128 * 1024;

export const callRequest = z.object({
  tool: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  timeoutMs: z.number().int().positive(),
});

export type SupervisorHandlers = {
  call: (agentId: string, request: z.output<typeof callRequest>) => Promise<CallOutcome>;
  /** The lines of a window and then live ones, until the signal aborts. */
  follow: (agentId: string, window: LogWindow, signal: AbortSignal) => AsyncIterable<LogEntry>;
  reconcile: (agentId: string) => Promise<void>;
  /** Passes a request on to the agent's own server. */
  door: (agentId: string, path: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;
};

export type SupervisorServer = { url: string; secret: string; close: () => Promise<void> };

function isAllowed(request: IncomingMessage, secret: string): boolean {
  const sent = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${secret}`);
  return sent.length === wanted.length && timingSafeEqual(sent, wanted);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new Error("the request is too large");
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      response.off("drain", go).off("close", go);
      resolve();
    };
    response.on("drain", go).on("close", go);
  });
}

async function stream(response: ServerResponse, lines: AsyncIterable<LogEntry>): Promise<void> {
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  response.flushHeaders();
  for await (const line of lines) {
    if (response.destroyed) return;
    if (!response.write(`${JSON.stringify(line)}\n`)) {
      await drained(response);
    }
  }
  response.end();
}

async function serve(request: IncomingMessage, response: ServerResponse, handlers: SupervisorHandlers): Promise<void> {
  const url = new URL(request.url ?? "/", "http://supervisor");
  const [, , agentId = "", action] = url.pathname.split("/");
  if (request.method === "POST" && action === "call") {
    return answer(response, 200, await handlers.call(agentId, callRequest.parse(await readJson(request))));
  }
  if (request.method === "POST" && action === "reconcile") {
    void handlers
      .reconcile(agentId)
      .catch((error: unknown) => log().error({ err: error, agentId }, "reconciling failed"));
    return answer(response, 202, {});
  }
  if (request.method === "GET" && action === "log") {
    const ending = new AbortController();
    response.on("close", () => ending.abort());
    // An end that has come already: the lines that are kept, and nothing live.
    if (url.searchParams.get("follow") === "false") ending.abort();
    const window = { tail: Number(url.searchParams.get("tail") ?? 100), since: url.searchParams.get("since") };
    return stream(response, handlers.follow(agentId, window, ending.signal));
  }
  if (action === "door") {
    const path = url.pathname.slice(`/agents/${agentId}/door`.length);
    return handlers.door(agentId, `${path}${url.search}`, request, response);
  }
  answer(response, 404, {});
}

/** The supervisor's own door, on this machine only, for web processes that know its secret. */
export async function startSupervisorServer(handlers: SupervisorHandlers): Promise<SupervisorServer> {
  const secret = randomBytes(32).toString("base64url");
  const server: Server = createServer((request, response) => {
    if (!isAllowed(request, secret)) return answer(response, 401, {});
    serve(request, response, handlers).catch((error: unknown) => {
      log().warn({ err: error }, "a request to the supervisor failed");
      if (response.headersSent) response.destroy();
      else answer(response, 500, {});
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, secret, close };
}
