import pg from "pg";
import { databaseUrl } from "@/lib/db";
import { log } from "@/lib/log";

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 5_000;
/** How often the connection is asked whether it still hears, ms. */
const PULSE = 400;

export type Listener = { stop: () => Promise<void>; ready: Promise<void> };
type Handlers = {
  channels: readonly string[];
  heard: (channel: string, payload: string) => void;
  /** The connection was away: notifications of that time are lost. */
  missed: () => void;
  /** Whether it matters just now to know that nothing is missed. */
  watched: () => boolean;
  /** All notifications up to this moment (ms since 1970) have been heard. */
  heardUntil: (moment: number) => void;
};

/**
 * Asks a listening connection again and again whether it lives. Its answer comes behind all notifications that were sent
 * before the question, so that it proves that these were heard; a connection that hangs proves nothing.
 */
function watchPulse(client: pg.Client, { watched, heardUntil }: Pick<Handlers, "watched" | "heardUntil">) {
  let asking = false;
  return setInterval(() => {
    if (asking || !watched()) return;
    asking = true;
    const moment = Date.now();
    client
      .query("SELECT 1")
      .then(() => heardUntil(moment))
      .catch(() => undefined)
      .finally(() => {
        asking = false;
      });
  }, PULSE);
}

/** Listens to PostgreSQL notifications until stopped; reconnects by itself and says when something may have been missed. */
export function listen({ channels, heard, missed, ...watch }: Handlers): Listener {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let pulse: NodeJS.Timeout | undefined;
  let pause = FIRST_PAUSE;
  let connectedBefore = false;
  let announceReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    announceReady = resolve;
  });

  const retry = (error?: unknown) => {
    clearInterval(pulse);
    if (stopped || timer) return;
    if (error) log().warn({ err: error }, "the event listener lost its connection");
    timer = setTimeout(connect, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  };

  async function connect(): Promise<void> {
    timer = undefined;
    const next = new pg.Client({ connectionString: databaseUrl(), application_name: "muster-events", keepAlive: true });
    client = next;
    next.on("error", retry);
    next.on("end", () => retry());
    next.on("notification", (message) => heard(message.channel, message.payload ?? ""));
    try {
      await next.connect();
      await next.query(channels.map((channel) => `LISTEN ${pg.escapeIdentifier(channel)}`).join("; "));
      pause = FIRST_PAUSE;
      if (connectedBefore) missed();
      connectedBefore = true;
      pulse = watchPulse(next, watch);
      announceReady();
    } catch (error) {
      await next.end().catch(() => undefined);
      retry(error);
    }
  }

  void connect();
  const stop = async () => {
    stopped = true;
    clearTimeout(timer);
    clearInterval(pulse);
    await client?.end().catch(() => undefined);
  };
  return { stop, ready };
}
