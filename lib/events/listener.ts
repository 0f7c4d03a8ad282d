import pg from "pg";
import { databaseUrl } from "@/lib/db";
import { log } from "@/lib/log";

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 5_000;

export type Listener = { stop: () => Promise<void>; ready: Promise<void> };
type Handlers = {
  channels: readonly string[];
  heard: (channel: string, payload: string) => void;
  /** The connection was away: notifications of that time are lost. */
  missed: () => void;
};

/** Listens to PostgreSQL notifications until stopped; reconnects by itself and says when something may have been missed. */
export function listen({ channels, heard, missed }: Handlers): Listener {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let pause = FIRST_PAUSE;
  let connectedBefore = false;
  let announceReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    announceReady = resolve;
  });

  const retry = (error?: unknown) => {
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
    await client?.end().catch(() => undefined);
  };
  return { stop, ready };
}
