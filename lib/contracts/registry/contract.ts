import { errorBody } from "@/lib/contracts/console/contract";
import { waysOut } from "@/lib/contracts/ways-out";
import type { DomainError, Fault } from "@/lib/domain/faults";
import type { Contract } from "@/lib/http/contract";

/** Parameters of the other contracts' lists at the same address. */
const elsewhere = new Set(["tags", "status", "type"]);
const POINTER = "not a parameter of this contract; send X-API-Contract: fleet or plugins for theirs";

/** Faults that this document phrases in words of its own; all others keep the domain's. */
const words: Partial<Record<Fault, (error: DomainError) => string>> = {
  ...waysOut,
  system_agent: () => "System agents cannot be changed or deleted.",
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
