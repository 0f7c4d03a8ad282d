import type WebSocket from "ws";
import type { HeaderReader } from "@/lib/auth/header-reader";
import type { Actor } from "@/lib/domain/context";
import { personalStream } from "@/lib/events/personal-stream";
import type { StreamEvent } from "@/lib/http/reply";
import { log } from "@/lib/log";

const MOST_OF_PERSON = 20;
const MOST_WAITING = 1024 * 1024;
const MOST_UNANSWERED = 2;
/** Who does not answer a close within this time is cut off, ms. */
const CLOSE_GRACE = 2_000;

const closings = { credential: 4401, tooMuch: 1013, restart: 1012 } as const;

const open = new Map<string, number>();

/** Takes one of the person's 20 places; null beyond them. */
function takePlace(userId: string): (() => void) | null {
  const count = open.get(userId) ?? 0;
  if (count >= MOST_OF_PERSON) return null;
  open.set(userId, count + 1);
  return () => {
    const left = (open.get(userId) ?? 1) - 1;
    if (left > 0) open.set(userId, left);
    else open.delete(userId);
  };
}

/** Closes in order, and cuts off who does not answer. */
function closeSocket(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  const timer = setTimeout(() => socket.terminate(), CLOSE_GRACE);
  socket.once("close", () => clearTimeout(timer));
}

/** Tells a client that this process ends and that it may come again. */
export function sayRestart(socket: WebSocket): void {
  closeSocket(socket, closings.restart, "Muster is restarting");
}

/** Pings every `pingMs` and cuts off who has missed two answers. */
function keepAlive(socket: WebSocket, pingMs: number): void {
  let unanswered = 0;
  socket.on("pong", () => {
    unanswered = 0;
  });
  const timer = setInterval(() => {
    if (unanswered >= MOST_UNANSWERED) return socket.terminate();
    unanswered += 1;
    socket.ping();
  }, pingMs);
  socket.once("close", () => clearInterval(timer));
}

export type Conversation = {
  socket: WebSocket;
  actor: Actor;
  headers: HeaderReader;
  pingMs: number;
  /** What the client is told of an event; null: nothing. */
  present: (event: StreamEvent) => unknown;
};

async function tellEvents({ socket, actor, headers, present }: Conversation, signal: AbortSignal): Promise<void> {
  const topics = ["agents", "packages"];
  const request = { actor, headers, topics, workspaceId: null, agentId: null, lastEventId: null };
  for await (const event of personalStream(request, signal)) {
    if (event.event === "session_ended") return closeSocket(socket, closings.credential, "Credential ended");
    const message = present(event);
    if (!message || socket.readyState !== socket.OPEN) continue;
    if (socket.bufferedAmount > MOST_WAITING) return closeSocket(socket, closings.tooMuch, "Too slow");
    socket.send(JSON.stringify(message));
  }
}

/** Tells one client of what it may hear until it leaves or its credential ends (contract 2 §5). Never throws. */
export function converse(conversation: Conversation): void {
  const { socket, actor, pingMs } = conversation;
  // Too long a message and broken frames: the library closes by itself, with 1009 or 1002.
  socket.on("error", () => undefined);
  const giveBack = takePlace(actor.userId);
  if (!giveBack) {
    closeSocket(socket, closings.tooMuch, "Too many connections");
    return;
  }
  const leaving = new AbortController();
  socket.once("close", () => {
    leaving.abort();
    giveBack();
  });
  socket.on("message", (message, binary) => {
    if (binary || String(message) !== "ping") return;
    if (socket.bufferedAmount > MOST_WAITING) closeSocket(socket, closings.tooMuch, "Too slow");
    else socket.send("pong");
  });
  keepAlive(socket, pingMs);
  tellEvents(conversation, leaving.signal).catch((error: unknown) => {
    log().error({ err: error }, "a WebSocket ended");
    socket.terminate();
  });
}
