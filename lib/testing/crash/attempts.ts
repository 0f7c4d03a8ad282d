import { randomUUID } from "node:crypto";
import type { BigPackage } from "./big-package";

export type Deed = "submit" | "version" | "approve" | "decline" | "disable" | "enable" | "remove";

/**
 * One change that somebody asked for. `acknowledged`: it was promised to be there; `unchanged`: the answer says that there
 * was nothing to do; `refused`: it must have no effect; `unknown`: the answer never came, both are right.
 */
export type Attempt = {
  readonly requestId: string;
  readonly deed: Deed;
  readonly agent: string;
  readonly package: BigPackage | null;
  outcome: "unknown" | "refused" | "unchanged" | "acknowledged";
  /** Status and message, or why there is none. */
  answer: string;
  /** Sends the same once more, as people do who got no answer. Both together are one change. */
  readonly again: () => Promise<Attempt>;
  /** What this one repeats. */
  readonly repeats: Attempt | null;
};

type Answer = { status: number; message: string };
export type Caller = ReturnType<typeof createCaller>;

const PATIENCE = 30_000;
const BASE = "/api/v1/custom_agents";

function upload(file: BigPackage): RequestInit {
  const body = new FormData();
  body.append("file", new Blob([new Uint8Array(file.bytes)]), `${file.name}.ncp`);
  return { method: "POST", body };
}

const asJson = (body: unknown): RequestInit => ({
  method: "POST",
  body: JSON.stringify(body),
  headers: { "content-type": "application/json" },
});

async function send(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) });
  const body: unknown = JSON.parse(await response.text());
  const message = typeof body === "object" && body !== null && "message" in body ? String(body.message) : "";
  return { status: response.status, message };
}

function outcomeOf({ status, message }: Answer): Attempt["outcome"] {
  if (status >= 500) return "unknown";
  if (status >= 400) return "refused";
  return message.includes("is already") ? "unchanged" : "acknowledged";
}

/** Somebody who uses the API; every attempt lands in the ledger before it is sent, and keeps its outcome. */
export function createCaller(origin: string, token: string, ledger: Attempt[]) {
  async function attempt(
    deed: Deed,
    agent: string,
    path: string,
    init: RequestInit,
    file: BigPackage | null = null,
    repeats: Attempt | null = null,
  ): Promise<Attempt> {
    const made: Attempt = {
      requestId: `crash-${randomUUID()}`,
      deed,
      agent,
      package: file,
      outcome: "unknown",
      answer: "not sent",
      again: () => attempt(deed, agent, path, init, file, made),
      repeats,
    };
    ledger.push(made);
    try {
      const headers = { ...init.headers, authorization: `Bearer ${token}`, "x-request-id": made.requestId };
      const answer = await send(`${origin}${BASE}${path}`, { ...init, headers });
      made.outcome = outcomeOf(answer);
      made.answer = `${answer.status} ${answer.message}`;
    } catch (error) {
      made.answer = error instanceof Error ? `${error.message} (${String(error.cause)})` : String(error);
    }
    return made;
  }
  const act = (deed: Deed, agent: string, word: string) =>
    attempt(deed, agent, `/${agent}/${word}`, { method: "POST" });
  return {
    submit: (file: BigPackage) => attempt("submit", file.name, "/user/submit", upload(file), file),
    version: (file: BigPackage) => attempt("version", file.name, `/${file.name}/version`, upload(file), file),
    approve: (agent: string, sha256: string) => attempt("approve", agent, `/${agent}/approve`, asJson({ sha256 })),
    decline: (agent: string, sha256: string) =>
      attempt("decline", agent, `/${agent}/decline`, asJson({ sha256, feedback: "Not yet" })),
    disable: (agent: string) => act("disable", agent, "disable"),
    enable: (agent: string) => act("enable", agent, "enable"),
    remove: (agent: string) => attempt("remove", agent, `/${agent}?allow_force_delete=true`, { method: "DELETE" }),
  };
}
