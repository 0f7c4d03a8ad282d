import { waysOut, withEditCall } from "@/lib/contracts/ways-out";
import type { DomainError, Fault } from "@/lib/domain/faults";
import type { Contract } from "@/lib/http/contract";

/** Section 2.7: a closed list of codes. */
const PHRASES: Record<Fault, [status: number, code: string]> = {
  unauthenticated: [401, "unauthenticated"],
  two_factor_required: [401, "unauthenticated"],
  sign_in_refused: [401, "unauthenticated"],
  forbidden: [403, "forbidden"],
  may_not_submit: [403, "forbidden"],
  workspace_forbidden: [403, "tenant_forbidden"],
  cross_origin: [403, "forbidden"],
  quota_exceeded: [403, "quota_exceeded"],
  system_agent: [404, "not_found"],
  not_found: [404, "not_found"],
  method_not_allowed: [405, "method_not_allowed"],
  invalid: [422, "validation_failed"],
  invalid_parameter: [400, "invalid_parameter"],
  not_possible: [400, "not_possible"],
  invalid_filter: [400, "invalid_parameter"],
  invalid_order_by: [400, "invalid_parameter"],
  invalid_cursor: [400, "invalid_cursor"],
  unknown_reference: [422, "unknown_reference"],
  invalid_archive: [400, "invalid_archive"],
  invalid_package: [422, "invalid_package"],
  unsafe_archive: [422, "unsafe_archive"],
  package_refused: [422, "invalid_package"],
  name_taken: [409, "name_taken"],
  version_taken: [409, "name_taken"],
  conflict: [409, "in_use"],
  not_running: [409, "in_use"],
  state_changed: [412, "precondition_failed"],
  package_changed: [412, "precondition_failed"],
  in_use: [409, "in_use"],
  already_installed: [409, "in_use"],
  not_deleted: [409, "in_use"],
  agent_live: [409, "agent_live"],
  package_field: [409, "package_field"],
  review_pending: [409, "review_pending"],
  not_draft: [409, "not_draft"],
  no_live_version: [409, "no_live_version"],
  draft_exists: [409, "draft_exists"],
  already_live: [409, "already_live"],
  resource_missing: [409, "resource_missing"],
  lifecycle_disabled: [403, "lifecycle_disabled"],
  last_admin: [409, "in_use"],
  last_owner: [409, "in_use"],
  idempotency_conflict: [409, "idempotency_conflict"],
  precondition_failed: [412, "precondition_failed"],
  too_large: [413, "too_large"],
  unsupported_media_type: [415, "unsupported_media_type"],
  rate_limited: [429, "rate_limited"],
  storage_full: [507, "storage_full"],
  query_timeout: [503, "unavailable"],
  unavailable: [503, "unavailable"],
  internal: [500, "internal"],
};

/** The way out of a fault as this document calls its field. */
const snakeCase = ({ message }: DomainError) =>
  message.replace("discardDraft", "discard_draft").replace("dropMissing", "drop_missing");

/** Faults that this document phrases in words of its own; all others keep the domain's. */
const words: Partial<Record<Fault, (error: DomainError) => string>> = {
  ...waysOut,
  not_draft: withEditCall,
  not_found: ({ message }) => message.replace(/^Agent '(.*)' not found$/s, "No agent '$1' in this tenant."),
  invalid_cursor: () => "next: not a token of this list; start again without it",
  draft_exists: snakeCase,
  resource_missing: snakeCase,
  system_agent: () => "No such agent in this tenant.",
};

/** Bytes that are no JSON at all are told from a body with wrong fields. */
function isUnreadable({ fault, details }: DomainError): boolean {
  return fault === "invalid" && details.issues?.[0]?.type === "unreadable";
}

function phrase(error: DomainError) {
  const [status, code] = isUnreadable(error) ? [400, "invalid_json"] : PHRASES[error.fault];
  const message = words[error.fault]?.(error) ?? error.message;
  return { status, body: { error: { code, message } } };
}

/** Where this contract lies. */
export const BASE = "/tenants/{tenant}/api/v2";

/** Contract 3: an agent's way from draft to live and back, version by version, by tenant. */
export const releases: Contract = {
  name: "releases",
  title: "Releases",
  description: "Drafts, versions, publishing and rolling back; attachments; agents as zip packages.",
  phrase,
  unknownKeys: "refuse",
  tenantParameter: "tenant",
  repeats: true,
  bodyLimit: 2 * 1024 * 1024,
  errorSchema: {
    type: "object",
    required: ["error"],
    properties: {
      error: {
        type: "object",
        required: ["code", "message"],
        properties: { code: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};
