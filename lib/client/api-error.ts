import { isRecord } from "./is-record";

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

type Loc = readonly (string | number)[];
type FormIssue = { loc: Loc; msg: string };

const isText = (value: unknown): value is string => typeof value === "string";
const isLoc = (value: unknown): value is Loc =>
  Array.isArray(value) && value.every((part) => ["string", "number"].includes(typeof part));
const isIssue = (value: unknown): value is FormIssue => isRecord(value) && isLoc(value.loc) && isText(value.msg);
const isTyped = (value: unknown): value is FormIssue & { type: string } =>
  isIssue(value) && "type" in value && isText(value.type);
const isTexts = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every(isText);

const plain: Record<number, string> = {
  401: "You are signed out. Sign in and try again.",
  403: "You are not allowed to do this.",
  404: "This was not found. It may have been deleted meanwhile.",
  413: "This is larger than the server accepts.",
  429: "Too many requests. Wait a moment and try again.",
  503: "The server is not available right now. Try again in a moment.",
};

/** `loc` begins with where the field stood (body, query, …), which a form does not know. */
function fieldName(loc: Loc): string {
  return loc.slice(1).join(".") || "root";
}

/** `{error: {code, message, requestId?, fields?, …facts}}` of contract `console`. */
function readConsoleError(status: number, body: unknown, requestId: string | null): ApiError | null {
  if (!isRecord(body) || !isRecord(body.error)) return null;
  const { code, message, fields, requestId: inBody, ...facts } = body.error;
  if (!isText(code) || !isText(message)) return null;
  return new ApiError(
    status,
    code,
    message,
    isTexts(fields) ? fields : {},
    isText(inBody) ? inBody : requestId,
    [],
    facts,
  );
}

/** `{status_code, message, errors?}` of contract `submissions`. */
function readSubmissionsError(status: number, body: unknown, requestId: string | null): ApiError | null {
  if (!isRecord(body) || typeof body.status_code !== "number" || !isText(body.message)) return null;
  const errors = Array.isArray(body.errors) ? body.errors.filter(isTyped) : [];
  const fields = Object.fromEntries(errors.map(({ loc, msg }) => [fieldName(loc), msg]));
  const issues = errors.map(({ type, loc, msg }) => ({ type, where: loc.slice(1).map(String), message: msg }));
  return new ApiError(status, errors[0]?.type ?? `status_${status}`, body.message, fields, requestId, issues);
}

/** Contract `fleet` says what is wrong in one sentence, which begins with the field where there is one: "resources.cpu: must be…". */
function readFleetError(status: number, body: unknown, requestId: string | null): ApiError | null {
  if (!isRecord(body)) return null;
  const { detail } = body;
  const code = `status_${status}`;
  if (Array.isArray(detail)) {
    const issues = detail.filter(isIssue);
    const fields = Object.fromEntries(issues.map(({ loc, msg }) => [fieldName(loc), msg]));
    return new ApiError(status, code, issues.map(({ msg }) => msg).join("\n"), fields, requestId);
  }
  if (!isText(detail)) return null;
  const [, field, message] = /^([a-z_]+(?:\.[a-z_]+)*): (.+)$/s.exec(detail) ?? [];
  const fields = field && message ? { [field]: message } : {};
  return new ApiError(status, code, detail, fields, requestId);
}

/** Reads a failed answer in the error form of contract `console`, `submissions` or `fleet`; never throws. */
export function readApiError(status: number, body: unknown, requestId: string | null): ApiError {
  return (
    readConsoleError(status, body, requestId) ??
    readSubmissionsError(status, body, requestId) ??
    readFleetError(status, body, requestId) ??
    new ApiError(status, `status_${status}`, plain[status] ?? `The server answered ${status}.`, {}, requestId)
  );
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
