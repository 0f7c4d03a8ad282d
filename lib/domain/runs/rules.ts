export const DEFAULT_CPU = 2;
export const DEFAULT_MEMORY_MB = 4_096;

/** ms between SIGTERM and SIGKILL. */
export const STOP_GRACE = 10_000;
/** ms that a caller waits for a start or stop to be seen. */
export const RUN_WAIT = 30_000;

const DEFAULT_WINDOW = 200_000;
const WINDOWS: [RegExp, number][] = [
  [/gemini/i, 1_000_000],
  [/\[1m\]|-1m$/i, 1_000_000],
  [/gpt-4o|gpt-4-turbo/i, 128_000],
  [/gpt-4\.1/i, 1_000_000],
];

/** How many tokens a model takes at once; 200,000 for models that are not known. */
export function windowOf(model: string | null): number {
  return WINDOWS.find(([pattern]) => model !== null && pattern.test(model))?.[1] ?? DEFAULT_WINDOW;
}

export type SeenState = "running" | "stopped" | "exited";

export type RunStep =
  | { kind: "nothing" }
  | { kind: "start" }
  | { kind: "stop" }
  /** Nobody wants it any more: the run goes, whatever it does. */
  | { kind: "remove" }
  /** It runs and should, and the database does not know it. */
  | { kind: "adopt" }
  | { kind: "note_exit" }
  | { kind: "note_stop" };

type Wish = { wanted: boolean; deleted: boolean; noted: SeenState; notedDoor: boolean; port: number | null };

/**
 * What a supervisor does so that an agent's run becomes what is wished. What ended by itself is not started again before
 * somebody asks (`startRun` then notes it as stopped). `wish` null: no such agent.
 */
export function nextRunStep(wish: Wish | null, seen: SeenState | null): RunStep {
  if (!wish || wish.deleted) {
    if (seen !== null) return { kind: "remove" };
    const settled = !wish || (wish.noted === "stopped" && !wish.notedDoor && wish.port === null);
    return settled ? { kind: "nothing" } : { kind: "note_stop" };
  }
  if (!wish.wanted) {
    if (seen === "running") return { kind: "stop" };
    return wish.noted === "running" || wish.notedDoor ? { kind: "note_stop" } : { kind: "nothing" };
  }
  if (seen === "running") return wish.noted === "running" && wish.notedDoor ? { kind: "nothing" } : { kind: "adopt" };
  if (wish.noted === "exited") return { kind: "nothing" };
  if (seen === "exited" && wish.noted === "running") return { kind: "note_exit" };
  return { kind: "start" };
}
