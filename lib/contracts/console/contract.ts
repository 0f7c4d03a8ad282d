import type { DomainError, Fault } from "@/lib/domain/faults";
import type { Contract } from "@/lib/http/contract";
import { issuePath } from "@/lib/http/issues";

const PHRASES: Record<Fault, [status: number, code: string]> = {
  unauthenticated: [401, "unauthenticated"],
  two_factor_required: [401, "two_factor_required"],
  sign_in_refused: [401, "unauthenticated"],
  forbidden: [403, "forbidden"],
  may_not_submit: [403, "forbidden"],
  workspace_forbidden: [403, "workspace_forbidden"],
  cross_origin: [403, "cross_origin"],
  quota_exceeded: [403, "quota_exceeded"],
  system_agent: [403, "system_agent"],
  not_found: [404, "not_found"],
  method_not_allowed: [405, "method_not_allowed"],
  invalid: [400, "invalid_body"],
  invalid_parameter: [400, "invalid_parameter"],
  not_possible: [400, "not_possible"],
  invalid_filter: [400, "invalid_filter"],
  invalid_order_by: [400, "invalid_order_by"],
  invalid_cursor: [400, "invalid_cursor"],
  unknown_reference: [400, "unknown_reference"],
  package_refused: [400, "package_refused"],
  invalid_archive: [400, "invalid_archive"],
  invalid_package: [422, "invalid_package"],
  unsafe_archive: [422, "unsafe_archive"],
  name_taken: [409, "name_taken"],
  version_taken: [409, "conflict"],
  conflict: [409, "conflict"],
  not_running: [409, "conflict"],
  state_changed: [409, "state_changed"],
  package_changed: [409, "package_changed"],
  in_use: [409, "in_use"],
  already_installed: [409, "already_installed"],
  not_deleted: [409, "not_deleted"],
  agent_live: [409, "agent_live"],
  package_field: [409, "package_field"],
  review_pending: [409, "review_pending"],
  not_draft: [409, "not_draft"],
  no_live_version: [409, "no_live_version"],
  draft_exists: [409, "draft_exists"],
  already_live: [409, "already_live"],
  resource_missing: [409, "resource_missing"],
  lifecycle_disabled: [403, "lifecycle_disabled"],
  last_admin: [409, "last_admin"],
  last_owner: [409, "last_owner"],
  idempotency_conflict: [409, "idempotency_conflict"],
  precondition_failed: [412, "precondition_failed"],
  too_large: [413, "too_large"],
  unsupported_media_type: [415, "unsupported_media_type"],
  rate_limited: [429, "rate_limited"],
  storage_full: [507, "storage_full"],
  query_timeout: [503, "query_timeout"],
  unavailable: [503, "unavailable"],
  internal: [500, "internal"],
};

const MOST_FIELDS = 10;

/** The error form that console and registry share, without the request id. */
export function errorBody(error: DomainError): { status: number; error: Record<string, unknown> } {
  const [status, code] = PHRASES[error.fault];
  const { issues = [], facts } = error.details;
  const fields = Object.fromEntries(
    issues.slice(0, MOST_FIELDS).map((issue) => [issuePath(issue) || "body", issue.message]),
  );
  const withFields = issues.length > 0 ? { fields } : {};
  return { status, error: { code, message: error.message, ...withFields, ...facts } };
}

/** Contract 6: Muster's own API, what the pages need beyond the other five. */
export const consoleContract: Contract = {
  name: "console",
  title: "Console",
  description: "Muster's own API: sign-in, review, packages, people, events and everything else that the pages use.",
  phrase: (error, requestId) => {
    const { status, error: body } = errorBody(error);
    return { status, body: { error: { ...body, requestId } } };
  },
  unknownKeys: "refuse",
  workspaceParameter: "workspaceId",
  repeats: true,
  bodyLimit: 1024 * 1024,
  errorSchema: {
    type: "object",
    required: ["error"],
    properties: {
      error: {
        type: "object",
        required: ["code", "message", "requestId"],
        properties: {
          code: { type: "string" },
          message: { type: "string" },
          requestId: { type: "string" },
          fields: { type: "object", additionalProperties: { type: "string" } },
        },
      },
    },
  },
};
