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
  quota_exceeded: 409,
  system_agent: 403,
  not_found: 404,
  method_not_allowed: 405,
  invalid: 400,
  invalid_parameter: 422,
  not_possible: 400,
  invalid_filter: 400,
  invalid_order_by: 400,
  invalid_cursor: 400,
  unknown_reference: 400,
  package_refused: 400,
  invalid_archive: 400,
  invalid_package: 400,
  unsafe_archive: 400,
  name_taken: 409,
  version_taken: 409,
  conflict: 409,
  not_running: 400,
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

const fixedDetail: Partial<Record<Fault, string>> = {
  unauthenticated: "Could not validate credentials",
  method_not_allowed: "Method Not Allowed",
};

/** Kinds of issues that mean a declared field is missing or of the wrong type, rather than a wrong value. */
const ofShape = new Set(["missing", "invalid_type"]);

const wireIssue = ({ type, loc, message, input }: Issue) => ({ type, loc, msg: message, input: input ?? {} });

/** Sentences that clients of this contract know by heart; null for the domain's own. */
function knownSentence({ fault, message, details }: DomainError): string | null {
  const fixed = fixedDetail[fault];
  if (fixed) return fixed;
  if (fault === "not_found" && /^Agent '.*' not found$/s.test(message)) return "Agent not found";
  const [issue] = details.issues ?? [];
  const name = fault === "name_taken" && typeof issue?.input === "string" ? issue.input : null;
  if (name !== null) return `Agent with name '${name}' already exists`;
  const limit = details.facts?.limit;
  return fault === "quota_exceeded" && typeof limit === "number" ? `Agent limit reached (${limit})` : null;
}

function phrase(error: DomainError) {
  const { issues = [] } = error.details;
  const misshapen = error.fault === "invalid" && issues.some((issue) => ofShape.has(issue.type));
  const status = misshapen ? 422 : STATUS[error.fault];
  const listed = status === 422 && issues.length > 0;
  return { status, body: { detail: listed ? issues.map(wireIssue) : (knownSentence(error) ?? error.message) } };
}

/** Contract 2: agents as a fleet of containers, addressed by name. */
export const fleet: Contract = {
  name: "fleet",
  title: "Agent fleet",
  description: "Run agents as a fleet: start, stop, watch and share them by name.",
  phrase,
  unknownKeys: "ignore",
  bodyLimit: 1024 * 1024,
  errorSchema: {
    type: "object",
    required: ["detail"],
    properties: {
      detail: {
        anyOf: [
          { type: "string" },
          { type: "array", items: { type: "object", required: ["type", "loc", "msg", "input"] } },
        ],
      },
    },
  },
};
