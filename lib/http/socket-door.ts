import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { authenticateAny } from "@/lib/auth/authenticate";
import type { HeaderReader } from "@/lib/auth/header-reader";
import { noteRefusal } from "@/lib/domain/audit/note-refusal";
import { doerOf } from "@/lib/domain/change";
import type { Actor, Origin } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { scopeRefusalOf } from "@/lib/domain/policy";
import type { Contract } from "@/lib/http/contract";
import { headersOf } from "@/lib/http/node-door";
import { addressCaller, assertSameOrigin, originOf } from "@/lib/http/origin";
import { countRequest } from "@/lib/http/rate-limit";

const LARGEST_MESSAGE = 4 * 1024;

export type SocketServing = {
  path: string;
  /** Says no in its own form. */
  contract: Contract;
  /** Takes over a client that has shown who it is. */
  converse: (client: { socket: WebSocket; actor: Actor; headers: HeaderReader }) => void;
  /** Says good-bye to a client: this process ends. */
  leave: (socket: WebSocket) => void;
};

export type SocketDoor = {
  /** Answers an upgrade; every one is answered, at other addresses with 404. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Tells every client to come again later: this process ends. */
  restart: () => void;
};

/** The token of the address counts as if it stood in the header. */
function credentialOf(request: IncomingMessage, url: URL): HeaderReader {
  const headers = headersOf(request);
  const token = url.searchParams.get("token");
  if (!token) return headers;
  const named = (name: string) => name.toLowerCase() === "authorization";
  return {
    get: (name) => (named(name) ? `Bearer ${token}` : headers.get(name)),
    has: (name) => named(name) || headers.has(name),
  };
}

/** The fault of a credential that opens no stream, with its audit row. */
async function notForStreams(actor: Actor, origin: Origin, path: string, refusal: string): Promise<DomainError> {
  const fault = new DomainError("forbidden", refusal);
  const doer = doerOf({ actor, workspaceId: null, origin });
  const facts = { method: "GET", path, reason: fault.fault };
  await noteRefusal({ doer, action: "access.refused", target: null, facts }, fault);
  return fault;
}

async function admitted(headers: HeaderReader, path: string): Promise<Actor> {
  const origin = originOf(headers);
  try {
    const found = await authenticateAny(headers, origin.address);
    if (!found) throw new DomainError("unauthenticated", "Not authenticated");
    if (found.via === "cookie") assertSameOrigin(headers);
    await countRequest(`c:${found.actor.credential.id}`);
    const refusal = scopeRefusalOf(found.actor, "self.read");
    if (refusal) throw await notForStreams(found.actor, origin, path, refusal);
    return found.actor;
  } catch (error) {
    const unknown = error instanceof DomainError && error.fault === "unauthenticated";
    if (unknown) await countRequest(addressCaller(origin.address));
    // A foreign page's cookie is no credential.
    if (error instanceof DomainError && error.fault === "cross_origin") throw new DomainError("unauthenticated", "");
    throw error;
  }
}

function refuse(contract: Contract, socket: Duplex, error: unknown): void {
  const fault = error instanceof DomainError ? error : new DomainError("internal", "Something went wrong");
  const { status, body } = contract.phrase(fault, "");
  const text = JSON.stringify(body);
  const { retryAfter } = fault.details;
  const lines = [
    `HTTP/1.1 ${status} Refused`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(text)}`,
    "Cache-Control: no-store",
    "Connection: close",
    ...(status === 401 ? ["WWW-Authenticate: Bearer"] : []),
    ...(retryAfter === undefined ? [] : [`Retry-After: ${retryAfter}`]),
  ];
  socket.end(`${lines.join("\r\n")}\r\n\r\n${text}`);
}

/** WebSockets at one address of a node server; who has no valid credential is refused before the upgrade. */
export function createSocketDoor({ path, contract, converse, leave }: SocketServing): SocketDoor {
  const server = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE, perMessageDeflate: false });
  let ending = false;
  const answer = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname.replace(/(?<=.)\/$/, "") !== path) throw new DomainError("not_found", "Not Found");
    if (ending) throw new DomainError("unavailable", "Muster is restarting", { retryAfter: 1 });
    const headers = credentialOf(request, url);
    const actor = await admitted(headers, path);
    server.handleUpgrade(request, socket, head, (client) => converse({ socket: client, actor, headers }));
  };
  return {
    upgrade: (request, socket, head) => {
      socket.on("error", () => socket.destroy());
      answer(request, socket, head).catch((error: unknown) => refuse(contract, socket, error));
    },
    restart: () => {
      ending = true;
      for (const client of server.clients) leave(client);
    },
  };
}
