import type { DomainError, Fault, Issue } from "@/lib/domain/faults";
import type { Contract } from "@/lib/http/contract";

const STATUS: Record<Fault, number> = {
  unauthenticated: 401,
  two_factor_required: 401,
  sign_in_refused: 401,
  forbidden: 403,
  may_not_submit: 403,
  workspace_forbidden: 403,
  cross_origin: 403,
  quota_exceeded: 403,
  system_agent: 403,
  not_found: 404,
  method_not_allowed: 405,
  invalid: 422,
  invalid_parameter: 422,
  not_possible: 400,
  invalid_filter: 422,
  invalid_order_by: 422,
  invalid_cursor: 422,
  unknown_reference: 422,
  package_refused: 422,
  invalid_archive: 422,
  invalid_package: 422,
  unsafe_archive: 422,
  name_taken: 409,
  version_taken: 409,
  conflict: 409,
  not_running: 409,
  state_changed: 409,
  package_changed: 409,
  in_use: 409,
  already_installed: 409,
  not_deleted: 409,
  agent_live: 409,
  package_field: 409,
  review_pending: 409,
  not_draft: 409,
  no_live_version: 409,
  draft_exists: 409,
  already_live: 409,
  resource_missing: 409,
  lifecycle_disabled: 403,
  last_admin: 409,
  last_owner: 409,
  idempotency_conflict: 409,
  precondition_failed: 409,
  too_large: 413,
  unsupported_media_type: 422,
  rate_limited: 429,
  storage_full: 507,
  query_timeout: 503,
  unavailable: 503,
  internal: 500,
};

const fixedMessage: Partial<Record<Fault, string>> = {
  unauthenticated: "Not authenticated",
  workspace_forbidden: "No access to this workspace",
  cross_origin: "No access to this workspace",
  rate_limited: "Too many requests",
  unavailable: "Service unavailable",
  internal: "Internal server error",
};

const wireIssue = ({ type, loc, message, input }: Issue) => ({ type, loc, msg: message, input: input ?? null });

function phrase(error: DomainError) {
  const status = STATUS[error.fault];
  const issues = error.details.issues ?? [];
  const message = status === 422 ? "Validation error" : (fixedMessage[error.fault] ?? error.message);
  const fallback = [{ type: error.fault, loc: ["body"], message: error.message }];
  const errors = status === 422 && issues.length === 0 ? fallback : issues;
  return {
    status,
    body: { status_code: status, message, ...(errors.length > 0 ? { errors: errors.map(wireIssue) } : {}) },
  };
}

/** Contract 1: agent packages are submitted, reviewed and switched. */
export const submissions: Contract = {
  name: "submissions",
  title: "Custom agents",
  description: "Submit agent packages, review them, switch agents on and off.",
  phrase,
  unknownKeys: "ignore",
  bodyLimit: 64 * 1024,
  errorSchema: {
    type: "object",
    required: ["status_code", "message"],
    properties: {
      status_code: { type: "integer" },
      message: { type: "string" },
      errors: {
        type: "array",
        items: {
          type: "object",
          required: ["type", "loc", "msg"],
          properties: {
            type: { type: "string" },
            loc: { type: "array", items: { type: ["string", "integer"] } },
            msg: { type: "string" },
            input: {},
          },
        },
      },
    },
  },
};
