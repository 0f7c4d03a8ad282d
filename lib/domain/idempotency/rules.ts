/** Answers are kept so long, and a request that died without a trace blocks its key no longer than STALE_AFTER, s. */
export const KEPT_FOR = 24 * 60 * 60;
export const STALE_AFTER = 15 * 60;

/** In the place of a body's hash while the body is still on its way. */
export const UNREAD = "";

/** What is known of a key: `running` took effect in nothing yet, `done` was committed, `answered` has its answer beside it. */
export type KeyState = "running" | "done" | "answered";

export type KeptAnswer = { status: number; headers: Record<string, string>; body: string | null };

export type Known = { state: KeyState; bodyHash: string; ageSeconds: number };

/** What becomes of a request whose key is known already. */
export type Verdict = "replay" | "start_over" | "other_body" | "still_running" | "answer_lost";

/** Decides about a repeated key: same body → the same answer; a request that died before its effect may be started over. */
export function judgeRepeat(known: Known, bodyHash: string): Verdict {
  if (known.ageSeconds >= KEPT_FOR) return "start_over";
  if (known.bodyHash !== UNREAD && known.bodyHash !== bodyHash) return "other_body";
  if (known.state === "answered") return "replay";
  const stale = known.ageSeconds >= STALE_AFTER;
  if (known.state === "done") return stale ? "answer_lost" : "still_running";
  return stale ? "start_over" : "still_running";
}
