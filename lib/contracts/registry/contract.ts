import { errorBody } from "@/lib/contracts/console/contract";
import type { DomainError, Fault } from "@/lib/domain/faults";
import type { Contract } from "@/lib/http/contract";

/** Parameters of the other contracts' lists at the same address. */
const elsewhere = new Set(["tags", "status", "type"]);
const POINTER = "not a parameter of this contract; send X-API-Contract: fleet or plugins for theirs";

const lastOr = (names: readonly string[]) =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;

/** Faults that this document phrases in words of its own; all others keep the domain's. */
const words: Partial<Record<Fault, (error: DomainError) => string>> = {
  unauthenticated: () => "Sign in, or send an API key.",
  system_agent: () => "System agents cannot be changed or deleted.",
  method_not_allowed: ({ details }) => `Use ${lastOr(details.allow ?? [])}.`,
  agent_live: ({ message, details: { agent } }) =>
    agent ? `${message}: POST /tenants/${agent.workspaceId}/api/v2/agents/${agent.id}/edit` : message,
  rate_limited: ({ details }) => `Try again in ${details.retryAfter ?? 60} seconds.`,
  not_found: ({ message }) => message.replace(/^Agent '(.*)' not found$/s, "No agent '$1'."),
};

type Body = ReturnType<typeof errorBody>["error"] & { fields?: Record<string, string> };

/** A parameter that another contract has is refused with the way to get there. */
function pointed(error: DomainError, body: Body): Body {
  const issue = error.details.issues?.find(({ loc }) => elsewhere.has(String(loc[1])));
  if (error.fault !== "invalid_parameter" || issue?.type !== "unknown_field") return body;
  const name = String(issue.loc[1]);
  return { ...body, message: `${name}: ${POINTER}`, fields: { ...body.fields, [name]: POINTER } };
}

function phrase(error: DomainError) {
  const { status, error: body } = errorBody(error);
  const message = words[error.fault]?.(error) ?? body.message;
  return { status, body: { error: pointed(error, { ...body, message }) } };
}

/** Contract 5: every agent that a caller may see, listed, changed and versioned by id. */
export const registry: Contract = {
  name: "registry",
  title: "Registry",
  description: "Every agent in one place: list, filter, create, change, delete and restore them, and their versions.",
  phrase,
  unknownKeys: "refuse",
  repeats: true,
  bodyLimit: 2 * 1024 * 1024,
  errorSchema: {
    type: "object",
    required: ["error"],
    properties: {
      error: {
        type: "object",
        required: ["code", "message"],
        properties: {
          code: { type: "string" },
          message: { type: "string" },
          fields: { type: "object", additionalProperties: { type: "string" } },
        },
      },
    },
  },
};
