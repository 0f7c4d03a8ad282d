import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { BootDocument } from "@/lib/runtime/driver";
import { act, action } from "./act";
import { type LiveSettings, liveSettings, newContext } from "./boot-document";
import { type ContextUse, contextLine, createContextUse } from "./context-use";
import { DoorFault, type DoorFaultKind } from "./door-fault";
import { readFileTree } from "./file-tree";
import type { Injection } from "./prepare-workspace";
import { credentialStatus, readCredentials, writeCredentials } from "./stored-credentials";
import type { Workspace } from "./workspace";
import { LARGEST_FILE, makeFolder, readFileInside, removePath, storeFile } from "./workspace-files";

/** Credentials come base64 in JSON: 5 MiB become 7. */
const BODY_LIMIT = 8 * 1024 * 1024;

const STATUS: Record<DoorFaultKind, number> = {
  not_found: 404,
  outside: 403,
  is_directory: 400,
  is_file: 400,
  too_large: 413,
  storage_full: 507,
  refused: 400,
  read_only: 403,
};

export type AgentState = {
  workspace: Workspace;
  doorKey: string;
  settings: LiveSettings;
  startedAt: Date;
  context: BootDocument["context"];
  contextUse: ContextUse;
  activityAt: Date | null;
  injection: Injection;
  environment: BootDocument["environment"];
};

type Exchange = { request: IncomingMessage; response: ServerResponse; url: URL; state: AgentState };
type Handler = (exchange: Exchange) => Promise<unknown>;

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new DoorFault("too_large", "The request is larger than 8 MiB");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw new DoorFault("refused", "The request is not JSON");
  }
}

async function parsed<T extends z.ZodType>(request: IncomingMessage, schema: T): Promise<z.output<T>> {
  const found = schema.safeParse(await readJson(request));
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw new DoorFault("refused", `${issue?.path.join(".") || "request"}: ${issue?.message ?? "invalid"}`);
}

const pathOf = ({ url }: Exchange) => url.searchParams.get("path") ?? "";
const base64Files = z.object({ files: z.record(z.string(), z.base64()) });

async function health({ state }: Exchange) {
  const { startedAt, activityAt, contextUse, injection } = state;
  const { used: contextUsed, max: contextMax } = await contextUse();
  return { startedAt, contextUsed, contextMax, activityAt, injection };
}

async function download(exchange: Exchange): Promise<undefined> {
  const plain = exchange.url.searchParams.get("plain") === "true";
  const { size, modified, stream } = await readFileInside(exchange.state.workspace, pathOf(exchange), { plain });
  const headers = { "content-type": "application/octet-stream", "content-length": String(size) };
  exchange.response.writeHead(200, { ...headers, "x-size": String(size), "x-modified": modified.toISOString() });
  if (size === 0) {
    stream.destroy();
    exchange.response.end();
    return;
  }
  await pipeline(stream, exchange.response);
}

/** The body of a request that outlives whoever stops reading it. */
async function* bodyOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  for await (const chunk of request.iterator({ destroyOnReturn: false })) yield chunk;
}

async function upload(exchange: Exchange) {
  const { request, state } = exchange;
  if (Number(request.headers["content-length"] ?? 0) > LARGEST_FILE) {
    throw new DoorFault("too_large", "File is larger than 100 MB");
  }
  const body = bodyOf(request);
  try {
    return await storeFile(state.workspace, pathOf(exchange), Readable.from(body));
  } catch (error) {
    // Whoever still sends hears the answer only after all of it was read; before, it would be a broken connection. A request
    // that somebody still iterates does not flow.
    await body.return(undefined).catch(() => undefined);
    await finished(request.resume()).catch(() => undefined);
    throw error;
  }
}

async function takeCredentials({ request, state }: Exchange) {
  const { files } = await parsed(request, base64Files);
  const bytes = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text, "base64")]));
  return { written: await writeCredentials(state.workspace, bytes) };
}

async function takeSettings({ request, state }: Exchange) {
  state.settings = await parsed(request, liveSettings);
  return {};
}

/** The same once more is no news. */
async function takeContext({ request, state }: Exchange) {
  const { label, context } = await parsed(request, newContext);
  if (isDeepStrictEqual(context, state.context)) return {};
  state.context = context;
  state.contextUse = createContextUse(state.workspace, context);
  process.stdout.write(`context ${label ?? "of the draft"} loaded\n${contextLine(context)}\n`);
  return {};
}

async function takeAction({ request, state }: Exchange) {
  const wanted = await parsed(request, action);
  state.activityAt = new Date();
  const { readOnly, timeoutSeconds } = state.settings;
  const { workspace, environment } = state;
  return act({ workspace, readOnly, timeoutSeconds, environment }, wanted);
}

const handlers: Record<string, Handler> = {
  "GET /health": health,
  "GET /files": (exchange) =>
    readFileTree(exchange.state.workspace, pathOf(exchange), exchange.url.searchParams.get("hidden") === "true"),
  "GET /file": download,
  "PUT /file": upload,
  "DELETE /file": (exchange) => removePath(exchange.state.workspace, pathOf(exchange)).then(() => ({})),
  "POST /folder": (exchange) => makeFolder(exchange.state.workspace, pathOf(exchange)).then(() => ({})),
  "GET /credentials": ({ state }) => credentialStatus(state.workspace),
  "POST /credentials": takeCredentials,
  "GET /credentials/content": async ({ state }) => ({ files: await readCredentials(state.workspace) }),
  "PUT /settings": takeSettings,
  "PUT /context": takeContext,
  "POST /act": takeAction,
};

function isAllowed(request: IncomingMessage, key: string): boolean {
  const sent = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${key}`);
  return sent.length === wanted.length && timingSafeEqual(sent, wanted);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, error: unknown): void {
  if (error instanceof DoorFault) {
    answer(response, STATUS[error.kind], { error: { kind: error.kind, message: error.message } });
  } else answer(response, 400, { error: { kind: "refused", message: "The agent could not do this" } });
}

async function serve(exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  const handler = handlers[`${request.method} ${url.pathname}`];
  if (!handler) return answer(response, 404, { error: { kind: "not_found", message: "There is no such door" } });
  const body = await handler(exchange);
  if (body !== undefined) answer(response, 200, body);
}

/** Opens the door of an agent server and gives its port. Whoever does not know the key learns nothing. */
export async function openDoor(
  state: AgentState,
  host: string,
  port: number,
): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    if (!isAllowed(request, state.doorKey)) return answer(response, 401, {});
    const url = new URL(request.url ?? "/", "http://agent");
    serve({ request, response, url, state }).catch((error: unknown) => refuse(response, error));
  });
  // An upload or download of 100 MB may take longer than Node's default.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, resolve);
  });
  const address = server.address();
  return { server, port: typeof address === "object" && address ? address.port : port };
}
