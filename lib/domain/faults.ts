/** Everything that can go wrong in words of the product; each contract maps every one of them to its own form. */
export const faults = [
  "unauthenticated",
  "two_factor_required",
  "sign_in_refused",
  "forbidden",
  "may_not_submit",
  "workspace_forbidden",
  "cross_origin",
  "quota_exceeded",
  "system_agent",
  "not_found",
  "method_not_allowed",
  "invalid",
  "invalid_parameter",
  "not_possible",
  "invalid_filter",
  "invalid_order_by",
  "invalid_cursor",
  "unknown_reference",
  "package_refused",
  "invalid_archive",
  "invalid_package",
  "unsafe_archive",
  "name_taken",
  "version_taken",
  "conflict",
  "not_running",
  "state_changed",
  "package_changed",
  "in_use",
  "already_installed",
  "not_deleted",
  "agent_live",
  "package_field",
  "review_pending",
  "not_draft",
  "no_live_version",
  "draft_exists",
  "already_live",
  "resource_missing",
  "lifecycle_disabled",
  "last_admin",
  "last_owner",
  "idempotency_conflict",
  "precondition_failed",
  "too_large",
  "unsupported_media_type",
  "rate_limited",
  "storage_full",
  "query_timeout",
  "unavailable",
  "internal",
] as const;

export type Fault = (typeof faults)[number];

/** One wrong place in what was sent: `loc` begins with body, query, path or header. */
export type Issue = { type: string; loc: (string | number)[]; message: string; input?: unknown };

export type FaultDetails = {
  issues?: Issue[];
  /** Whole seconds after which a retry makes sense. */
  retryAfter?: number;
  /** Methods that this path serves. */
  allow?: string[];
  /** Facts for the client, such as the sha256 that is newest now. */
  facts?: Record<string, unknown>;
  /** The agent that it is about, for contracts that say where to go next. */
  agent?: { id: string; workspaceId: string | null };
};

/** A refusal in the product's words; `message` is for people: what happened, to which object, what to do next. */
export class DomainError extends Error {
  readonly fault: Fault;
  readonly details: FaultDetails;

  constructor(fault: Fault, message: string, details: FaultDetails = {}) {
    super(message);
    this.name = "DomainError";
    this.fault = fault;
    this.details = details;
  }
}

/** A fault about one field of the request body. */
export function invalidField(path: string, message: string, input?: unknown): DomainError {
  return new DomainError("invalid", `${path}: ${message}`, {
    issues: [{ type: "value_error", loc: ["body", ...path.split(".")], message, input }],
  });
}

/** A fault about several fields of the request body at once; the message repeats the first. */
export function faultyFields(fault: Fault, fields: [path: (string | number)[], message: string][]): DomainError {
  const issues = fields.map(([path, message]): Issue => ({ type: fault, loc: ["body", ...path], message }));
  const [path = [], message = ""] = fields[0] ?? [];
  return new DomainError(fault, `${fieldName(path)}: ${message}`, { issues });
}

function fieldName(path: (string | number)[]): string {
  return path.map((part) => (typeof part === "number" ? `[${part}]` : part)).join("");
}
