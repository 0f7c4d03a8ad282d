import { withEditCall } from "@/lib/contracts/ways-out";
import { DomainError, type Fault, type Issue } from "@/lib/domain/faults";
import { settings } from "@/lib/env";
import type { Contract } from "@/lib/http/contract";
import { issuePath } from "@/lib/http/issues";

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
  unknown_reference: 400,
  package_refused: 422,
  invalid_archive: 422,
  invalid_package: 422,
  unsafe_archive: 422,
  not_draft: 409,
  no_live_version: 404,
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
  draft_exists: 409,
  already_live: 409,
  resource_missing: 409,
  lifecycle_disabled: 403,
  last_admin: 409,
  last_owner: 409,
  idempotency_conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  storage_full: 507,
  query_timeout: 503,
  unavailable: 503,
  internal: 500,
};

const MISMATCH = "Access denied: workspace mismatch";

/** Sentences that clients of this contract know by heart; all other faults keep the domain's own. */
const fixed: Partial<Record<Fault, string>> = {
  unauthenticated: "Not authenticated",
  two_factor_required: "Not authenticated",
  sign_in_refused: "Not authenticated",
  workspace_forbidden: MISMATCH,
  system_agent: MISMATCH,
  forbidden: "Permission denied",
  may_not_submit: "Permission denied",
  cross_origin: "Permission denied",
  method_not_allowed: "Method not allowed",
  too_large: "Request body too large",
  unsupported_media_type: "Unsupported media type",
  precondition_failed: "Agent was changed by someone else",
  query_timeout: "Runtime is not available",
  unavailable: "Runtime is not available",
  internal: "Internal server error",
};

const wireIssue = (issue: Issue) => ({
  field: issuePath(issue) || "body",
  message: issue.type === "missing" ? "Field required" : issue.message,
});

/** Sentences that are known and yet leave to the domain what it alone knows. */
const startFailed = "Failed to start agent: ";
const ownWords = (message: string) => message.startsWith("This API key lacks") || message.startsWith(startFailed);

/** Sentences made of what a fault tells besides. */
const made: Partial<Record<Fault, (error: DomainError) => string | null>> = {
  not_found: ({ message }) => (/^Agent '.*' not found$/s.test(message) ? "Agent not found" : null),
  agent_live: ({ details }) =>
    withEditCall(new DomainError("agent_live", "Agent is live. Enter edit mode first", details)),
  name_taken: ({ details: { issues = [] } }) =>
    typeof issues[0]?.input === "string" ? `Agent with name '${issues[0].input}' already exists` : null,
  quota_exceeded: ({ details: { facts } }) =>
    typeof facts?.limit === "number" ? `Agent limit reached (${facts.limit})` : null,
  package_field: ({ details: { issues = [] } }) => `Fields come from the package: ${issues.map(issuePath).join(", ")}`,
  conflict: ({ details: { facts } }) =>
    typeof facts?.reviewStatus === "string"
      ? `Agent is ${facts.reviewStatus}: only approved agents can be started`
      : null,
};

function sentenceOf(error: DomainError): string {
  const { fault, message } = error;
  const known = fixed[fault];
  if (known && !ownWords(message)) return known;
  return made[fault]?.(error) ?? message;
}

function phrase(error: DomainError) {
  const { issues = [] } = error.details;
  // What is wrong with a header comes before everything that a path, a query or a body says.
  const ofHeader = error.fault === "invalid_parameter" && issues[0]?.loc[0] === "header";
  const status = ofHeader ? 400 : STATUS[error.fault];
  if (status !== 422) return { status, body: { detail: sentenceOf(error), status_code: status } };
  const errors = issues.map(wireIssue);
  const [first] = errors;
  const detail = first && error.fault !== "package_refused" ? `${first.field}: ${first.message}` : error.message;
  return { status, body: { detail, status_code: status, errors } };
}

/** Contract 4: agents by number, their plugins and personas, and the marketplace. */
export const plugins: Contract = {
  name: "plugins",
  title: "Plugins",
  description: "Agents by number with their plugins and personas, and the marketplace that the plugins come from.",
  phrase,
  unknownKeys: "refuse",
  workspaceHeader: { requiredAt: ["/api/agents", "/api/personas"], agentParameter: "agent_id" },
  ownLimit: () => ({ address: settings().MUSTER_PLUGINS_RATE_LIMIT, session: 600, agent: 60 }),
  bodyLimit: 1024 * 1024,
  errorSchema: {
    type: "object",
    required: ["detail", "status_code"],
    properties: {
      detail: { type: "string" },
      status_code: { type: "integer" },
      errors: {
        type: "array",
        items: {
          type: "object",
          required: ["field", "message"],
          properties: { field: { type: "string" }, message: { type: "string" } },
        },
      },
    },
  },
};
