import { z } from "zod";

/** One thing that is wrong with what was sent: where (`file › ncp.toml › build`), and what to do about it. */
export type ApiIssue = { type: string; where: readonly string[]; message: string };

/** What the server said about a request that failed. `status` is 0 when no answer came at all. */
export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Message by field, the field as a dotted path ("owner.email"). */
    readonly fields: Readonly<Record<string, string>> = {},
    readonly requestId: string | null = null,
    /** All that is wrong, in the server's order; only contract `submissions` sends it. */
    readonly issues: readonly ApiIssue[] = [],
    /** What else the server told, such as the sha256 that is newest now; only contract `console` sends it. */
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

const consoleError = z.object({
  error: z.looseObject({
    code: z.string(),
    message: z.string(),
    requestId: z.string().nullish(),
    fields: z.record(z.string(), z.string()).nullish(),
  }),
});

const submissionsError = z.object({
  status_code: z.number(),
  message: z.string(),
  errors: z
    .array(z.object({ type: z.string(), loc: z.array(z.union([z.string(), z.number()])), msg: z.string() }))
    .nullish(),
});

const fleetIssue = z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() });
const fleetError = z.object({ detail: z.union([z.string(), z.array(fleetIssue)]) });

const plain: Record<number, string> = {
  401: "You are signed out. Sign in and try again.",
  403: "You are not allowed to do this.",
  404: "This was not found. It may have been deleted meanwhile.",
  413: "This is larger than the server accepts.",
  429: "Too many requests. Wait a moment and try again.",
  503: "The server is not available right now. Try again in a moment.",
};

/** `loc` begins with where the field stood (body, query, …), which a form does not know. */
function fieldName(loc: readonly (string | number)[]): string {
  return loc.slice(1).join(".") || "root";
}

/** Contract `fleet` says what is wrong in one sentence, which begins with the field where there is one: "resources.cpu: must be…". */
function readFleetError(status: number, body: unknown, requestId: string | null): ApiError | null {
  const theirs = fleetError.safeParse(body);
  if (!theirs.success) return null;
  const { detail } = theirs.data;
  const code = `status_${status}`;
  if (typeof detail !== "string") {
    const fields = Object.fromEntries(detail.map(({ loc, msg }) => [fieldName(loc), msg]));
    return new ApiError(status, code, detail.map(({ msg }) => msg).join("\n"), fields, requestId);
  }
  const [, field, message] = /^([a-z_]+(?:\.[a-z_]+)*): (.+)$/s.exec(detail) ?? [];
  const fields = field && message ? { [field]: message } : {};
  return new ApiError(status, code, detail, fields, requestId);
}

/** Reads a failed answer in the error form of contract `console`, `submissions` or `fleet`; never throws. */
export function readApiError(status: number, body: unknown, requestId: string | null): ApiError {
  const ours = consoleError.safeParse(body);
  if (ours.success) {
    const { code, message, fields, requestId: inBody, ...facts } = ours.data.error;
    return new ApiError(status, code, message, fields ?? {}, inBody ?? requestId, [], facts);
  }
  const theirs = submissionsError.safeParse(body);
  if (theirs.success) {
    const errors = theirs.data.errors ?? [];
    const fields = Object.fromEntries(errors.map((error) => [fieldName(error.loc), error.msg]));
    const code = errors[0]?.type ?? `status_${status}`;
    const issues = errors.map(({ type, loc, msg }) => ({ type, where: loc.slice(1).map(String), message: msg }));
    return new ApiError(status, code, theirs.data.message, fields, requestId, issues);
  }
  const fleets = readFleetError(status, body, requestId);
  if (fleets) return fleets;
  return new ApiError(status, `status_${status}`, plain[status] ?? `The server answered ${status}.`, {}, requestId);
}

/** The error of a request that got no answer: network down, server stopped. */
export function noAnswer(): ApiError {
  return new ApiError(0, "no_answer", "The server did not answer. Check your connection and try again.");
}

/** Parses JSON; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Code and sentence of whatever was thrown. */
export function describeFailure(error: unknown): { code: string; message: string } {
  if (error instanceof ApiError) return { code: error.code, message: error.message };
  return { code: "failed", message: "Something went wrong on this page." };
}
