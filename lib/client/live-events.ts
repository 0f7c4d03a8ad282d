/** Names of the events of `/api/events` (contract `console` §13) and the queries that each outdates, by their first key. */
const outdatedBy = {
  agent: ["agents", "trash", "packages", "review", "overview", "runtime"],
  package: ["packages", "review", "agents", "overview"],
  resource: ["resources"],
  plugin: ["plugins", "review", "overview", "agents"],
  persona: ["personas", "agents"],
  workspace: ["me", "workspaces"],
  notification: ["notifications", "me"],
} as const;

const agentEvents =
  "created updated started stopped exited deleted restored purged renamed shared unshared loaded load_failed edit_started draft_discarded published rolled_back";
const packageEvents = "submitted scanned reviewed commented withdrawn";

const named = (noun: string, verbs: string) => verbs.split(" ").map((verb) => `${noun}_${verb}`);
const heard: readonly string[] = [
  ...named("agent", agentEvents),
  ...named("package", packageEvents),
  "resource_changed",
  "plugin_changed",
  "persona_changed",
  "workspace_changed",
  "notification",
];

/** First keys of the queries that an event outdates; none for an event that no page shows. */
export function outdatedQueries(event: string): readonly string[] {
  const noun = event.split("_")[0] ?? "";
  return Object.entries(outdatedBy).find(([name]) => name === noun)?.[1] ?? [];
}

export type LiveState = "connecting" | "live" | "interrupted";

export type LiveHandlers = {
  onEvent: (event: string) => void;
  /** Events were or may have been missed: everything on the page may be out of date. */
  onResync: () => void;
  /** The session is over. */
  onEnded: () => void;
  onState: (state: LiveState) => void;
};

/** What is used of the browser's EventSource. */
export type Source = Pick<EventSource, "readyState" | "close"> & {
  addEventListener: (event: string, listener: () => void) => void;
};

const CLOSED = 2;
const waits = [1_000, 2_000, 5_000, 10_000, 30_000] as const;

/**
 * Listens to `url` until the returned function is called. The browser reconnects by itself after a lost connection and
 * says where it was; after a refusal (429, 503) it gives up, so a new source is made, later and later, and all is loaded again.
 */
export function openLiveEvents(url: string, handlers: LiveHandlers, connect: (url: string) => Source): () => void {
  let source: Source | null = null;
  let failures = 0;
  let opened = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const stop = () => {
    stopped = true;
    clearTimeout(timer);
    source?.close();
  };
  const open = () => {
    const current = connect(url);
    source = current;
    current.addEventListener("open", () => {
      handlers.onState("live");
      // What came along with the page, or was asked for before the stream stood, may have changed unheard.
      if (!opened || failures > 0) handlers.onResync();
      opened = true;
      failures = 0;
    });
    current.addEventListener("error", () => {
      if (stopped) return;
      handlers.onState("interrupted");
      if (current.readyState !== CLOSED) return;
      timer = setTimeout(open, waits[Math.min(failures, waits.length - 1)]);
      failures += 1;
    });
    for (const event of heard) current.addEventListener(event, () => handlers.onEvent(event));
    current.addEventListener("resync", () => handlers.onResync());
    current.addEventListener("session_ended", () => {
      stop();
      handlers.onEnded();
    });
  };
  open();
  return stop;
}
