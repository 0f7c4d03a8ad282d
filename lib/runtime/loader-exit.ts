import { constants } from "node:os";

/** Why a loader is gone. `stopped`: on request; `hung`: ended because a call did not end; `breach`: it broke the protocol. */
export type LoaderExit = {
  cause: "stopped" | "hung" | "breach" | "crashed";
  code: number | null;
  signal: string | null;
  /** One to ten lines for people. */
  words: string;
};

type Ending = {
  code: number | null;
  signal: string | null;
  /** Set when it was Muster that ended the process. */
  ended: { cause: "stopped" | "hung" | "breach"; why: string } | null;
  memoryBytes: number;
  lastErrors: readonly string[];
};

const SHOWN_LINES = 6;

/** bubblewrap and shells report a signal as 128 + its number. */
function signalOf(ending: Ending): string | null {
  if (ending.signal !== null) return ending.signal;
  const number = (ending.code ?? 0) - 128;
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? null;
}

function sentence(ending: Ending, signal: string | null): string {
  const limit = `${Math.round(ending.memoryBytes / 1024 / 1024)} MiB`;
  if (ending.lastErrors.some((line) => /MemoryError|Cannot allocate memory|bad_alloc/.test(line))) {
    return `The agent ran out of memory (limit ${limit})`;
  }
  if (signal === "SIGKILL") return "The agent was killed (SIGKILL), most likely because the machine ran out of memory";
  if (signal === "SIGXCPU") return "The agent used up its CPU time (SIGXCPU)";
  if (signal !== null) return `The agent was ended by signal ${signal}`;
  return `The agent ended with exit code ${ending.code ?? "unknown"}`;
}

/** Puts an exit into words, with the last lines of stderr where they explain it. */
export function explainExit(ending: Ending): LoaderExit {
  const signal = signalOf(ending);
  const { code } = ending;
  if (ending.ended !== null) return { cause: ending.ended.cause, code, signal, words: ending.ended.why };
  const lines = ending.lastErrors.slice(-SHOWN_LINES);
  const head = sentence(ending, signal);
  const words = lines.length === 0 ? `${head}.` : [`${head}. Its last words:`, ...lines].join("\n");
  return { cause: "crashed", code, signal, words };
}
