import pg from "pg";
import { forgetCredential, forgetEverybody, forgetUser, heardEverythingUntil, lastAsked } from "@/lib/auth/actor-cache";
import { databaseUrl } from "@/lib/db";
import { type Listener, listen } from "@/lib/events/listener";
import { log } from "@/lib/log";

/** One stored event, as `insertTraces` of the domain wrote it. `id` is a decimal number as text. */
export type StoredEvent = {
  id: string;
  at: string;
  topic: string;
  targetId: string | null;
  workspaceId: string | null;
  userId: string | null;
  payload: { type: string; data?: Record<string, unknown>; [key: string]: unknown };
};

/** What a subscriber hears: an event, that rights changed, or that events were missed. */
export type Heard = { kind: "event"; event: StoredEvent } | { kind: "access" } | { kind: "missed" };
type Subscriber = (heard: Heard) => void;

/** A process that nobody has asked for so long does not keep the listener's connection awake, ms. */
const ASKED_LATELY = 60_000;

type Hub = { listener: Listener; pool: pg.Pool; subscribers: Set<Subscriber>; waiting: string[]; fetching: boolean };
const processes = globalThis as typeof globalThis & { musterHub?: Hub };

const columns = `"id"::text AS "id", to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "at", "topic",
  "targetId", "workspaceId"::text AS "workspaceId", "userId", "payload"`;

function tell(hub: Hub, heard: Heard): void {
  for (const subscriber of hub.subscribers) subscriber(heard);
}

/** Fetches announced events in batches, in the order of their commits. */
async function deliver(hub: Hub): Promise<void> {
  if (hub.fetching) return;
  hub.fetching = true;
  while (hub.waiting.length > 0) {
    const ids = hub.waiting.splice(0, 500);
    try {
      const { rows } = await hub.pool.query<StoredEvent>(
        `SELECT ${columns} FROM "Event" WHERE "id" = ANY($1::bigint[])`,
        [ids],
      );
      const found = new Map(rows.map((row) => [row.id, row]));
      for (const id of ids) {
        const event = found.get(id);
        if (event) tell(hub, { kind: "event", event });
      }
    } catch (error) {
      log().warn({ err: error }, "events could not be read");
      tell(hub, { kind: "missed" });
    }
  }
  hub.fetching = false;
}

function forget(payload: string): void {
  const [kind, id = ""] = payload.split(":");
  if (kind === "user") forgetUser(id);
  else if (kind === "credential") forgetCredential(id);
  else forgetEverybody();
}

function startHub(): Hub {
  const pool = new pg.Pool({
    connectionString: databaseUrl(),
    max: 2,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
  });
  pool.on("error", () => undefined);
  const listener = listen({
    channels: ["muster_event", "muster_access"],
    heard: (channel, payload) => {
      if (channel === "muster_access") {
        forget(payload);
        return tell(hub, { kind: "access" });
      }
      if (hub.subscribers.size === 0) return;
      hub.waiting.push(payload);
      void deliver(hub);
    },
    missed: () => {
      forgetEverybody();
      tell(hub, { kind: "missed" });
    },
    watched: () => Date.now() - lastAsked() < ASKED_LATELY,
    heardUntil: heardEverythingUntil,
  });
  const hub: Hub = { listener, pool, subscribers: new Set(), waiting: [], fetching: false };
  return hub;
}

function hub(): Hub {
  processes.musterHub ??= startHub();
  return processes.musterHub;
}

/** Starts hearing of changes made by any process; resolves once connected. Each web process calls it at its start. */
export async function startEvents(): Promise<void> {
  await hub().listener.ready;
}

/** Calls back for everything heard until the returned function is called. */
export function subscribe(subscriber: Subscriber): () => void {
  hub().subscribers.add(subscriber);
  return () => hub().subscribers.delete(subscriber);
}

/** Events after the given id, oldest first, or null when more than `most` or older ones than are kept would be needed. */
export async function eventsSince(id: string, most: number): Promise<StoredEvent[] | null> {
  const { rows: oldest } = await hub().pool.query<{ id: string | null }>(`SELECT min("id")::text AS id FROM "Event"`);
  const first = oldest[0]?.id;
  if (first === null || first === undefined) return [];
  if (BigInt(first) > BigInt(id) + 1n) return null;
  const { rows } = await hub().pool.query<StoredEvent>(
    `SELECT ${columns} FROM "Event" WHERE "id" > $1::bigint ORDER BY "id" LIMIT $2`,
    [id, most + 1],
  );
  return rows.length > most ? null : rows;
}

/** Ends the connections. */
export async function stopEvents(): Promise<void> {
  const running = processes.musterHub;
  processes.musterHub = undefined;
  await running?.listener.stop();
  await running?.pool.end();
}
