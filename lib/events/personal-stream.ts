import { authenticate } from "@/lib/auth/authenticate";
import type { HeaderReader } from "@/lib/auth/header-reader";
import type { Actor } from "@/lib/domain/context";
import { mayHear } from "@/lib/domain/events/access";
import { DomainError } from "@/lib/domain/faults";
import { getFleetNow } from "@/lib/domain/load/queries";
import { eventsSince, type Heard, type StoredEvent, subscribe } from "@/lib/events/event-hub";
import type { StreamEvent } from "@/lib/http/reply";

const MOST_OF_SESSION = 5;
const MOST_OF_PERSON = 20;
const MOST_WAITING = 1_000;
const MOST_REPLAYED = 10_000;
/** Rights are asked again this often even when nothing announced a change, ms. */
const RECHECK = 15_000;
/** How often a stream with the topic `fleet` tells of it, ms. */
const FLEET_STEP = 10_000;

export type StreamRequest = {
  actor: Actor;
  /** The request's headers: the credential is looked at again while the stream is open. */
  headers: HeaderReader;
  topics: readonly string[];
  workspaceId: string | null;
  agentId: string | null;
  lastEventId: string | null;
};

const open = new Map<string, number>();

function take(key: string, most: number): void {
  const count = open.get(key) ?? 0;
  if (count >= most)
    throw new DomainError("rate_limited", `At most ${most} event streams may be open at once`, { retryAfter: 5 });
  open.set(key, count + 1);
}

function giveBack(key: string): void {
  const count = (open.get(key) ?? 1) - 1;
  if (count > 0) open.set(key, count);
  else open.delete(key);
}

/** Takes a place among the caller's streams; throws `rate_limited` beyond 5 a session and 20 a person. */
export function takePlace(actor: Actor): () => void {
  const session = `s:${actor.credential.id}`;
  const person = `p:${actor.userId}`;
  take(session, MOST_OF_SESSION);
  try {
    take(person, MOST_OF_PERSON);
  } catch (error) {
    giveBack(session);
    throw error;
  }
  return () => {
    giveBack(session);
    giveBack(person);
  };
}

type Queue = { next: () => Promise<Heard | "recheck" | "ended" | "fleet">; close: () => void };

/** What is heard between two reads waits here; a reader that falls too far behind is told to load again. */
function queueOf(signal: AbortSignal, withFleet: boolean): Queue {
  const waiting: Heard[] = [];
  let fleetDue = withFleet;
  let wake: () => void = () => undefined;
  const unsubscribe = subscribe((heard) => {
    if (waiting.length >= MOST_WAITING) waiting.splice(0, waiting.length, { kind: "missed" });
    else waiting.push(heard);
    wake();
  });
  const onAbort = () => wake();
  signal.addEventListener("abort", onAbort);
  const beat = withFleet
    ? setInterval(() => {
        fleetDue = true;
        wake();
      }, FLEET_STEP)
    : undefined;
  const next = async (): Promise<Heard | "recheck" | "ended" | "fleet"> => {
    if (signal.aborted) return "ended";
    if (waiting.length === 0 && !fleetDue) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, RECHECK);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    if (signal.aborted) return "ended";
    const heard = waiting.shift();
    if (heard || !fleetDue) return heard ?? "recheck";
    fleetDue = false;
    return "fleet";
  };
  const close = () => {
    clearInterval(beat);
    unsubscribe();
    signal.removeEventListener("abort", onAbort);
  };
  return { next, close };
}

function wanted(request: StreamRequest, event: StoredEvent): boolean {
  if (!request.topics.includes(event.topic)) return false;
  if (event.userId !== null) return true;
  if (request.workspaceId && event.workspaceId !== request.workspaceId) return false;
  return !request.agentId || event.targetId === request.agentId;
}

const streamEvents = new WeakMap<StoredEvent, StreamEvent>();

/** The same object for all who hear of an event, so that it is put into words once. */
function toStreamEvent(event: StoredEvent): StreamEvent {
  const known = streamEvents.get(event) ?? {
    id: event.id,
    event: event.payload.type,
    data: { ...event.payload, at: event.at },
  };
  streamEvents.set(event, known);
  return known;
}

async function currentActor(headers: HeaderReader): Promise<Actor | null> {
  try {
    return (await authenticate(headers))?.actor ?? null;
  } catch (error) {
    if (error instanceof DomainError && error.fault === "unavailable") return null;
    return null;
  }
}

const resync: StreamEvent = { event: "resync", data: {} };
const sessionEnded: StreamEvent = { event: "session_ended", data: {} };

/** How the fleet is now; nothing while the database is away. */
async function fleetEvent({ workspaceId }: StreamRequest, actor: Actor): Promise<StreamEvent | null> {
  const origin = { requestId: "", address: null, userAgent: null };
  const stats = await getFleetNow({ actor, workspaceId, origin }, { workspaceId }).catch(() => null);
  return stats && { event: "stats", data: stats };
}

async function* replay(request: StreamRequest): AsyncGenerator<StreamEvent> {
  if (!request.lastEventId || !/^\d{1,18}$/.test(request.lastEventId)) return;
  const missed = await eventsSince(request.lastEventId, MOST_REPLAYED);
  if (!missed) {
    yield resync;
    return;
  }
  for (const event of missed) {
    if (wanted(request, event) && (await mayHear(request.actor, event))) yield toStreamEvent(event);
  }
}

/** What one person may hear, from now on or from `lastEventId`, until the signal aborts or their session ends. */
export async function* personalStream(request: StreamRequest, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  const queue = queueOf(signal, request.topics.includes("fleet"));
  let actor: Actor | null = request.actor;
  try {
    yield* replay(request);
    for (let heard = await queue.next(); heard !== "ended"; heard = await queue.next()) {
      if (typeof heard === "object" && heard.kind === "event") {
        if (wanted(request, heard.event) && (await mayHear(actor, heard.event))) yield toStreamEvent(heard.event);
        continue;
      }
      actor = await currentActor(request.headers);
      if (!actor) {
        yield sessionEnded;
        return;
      }
      const stats = heard === "fleet" ? await fleetEvent(request, actor) : null;
      if (stats) yield stats;
      if (typeof heard === "object" && heard.kind === "missed") yield resync;
    }
  } finally {
    queue.close();
  }
}
