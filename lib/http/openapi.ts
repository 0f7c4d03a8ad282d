import { z } from "zod";
import { DomainError } from "@/lib/domain/faults";
import { permissions } from "@/lib/domain/policy";
import { isRepeatable } from "@/lib/http/answer-once";
import type { Body } from "@/lib/http/body";
import type { Contract } from "@/lib/http/contract";
import type { Endpoint } from "@/lib/http/endpoint";
import { compilePath } from "@/lib/http/path";

type Schema = Record<string, unknown>;

function toSchema(schema: z.ZodType, io: "input" | "output"): Schema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline", cycles: "ref" });
  return rest;
}

function parametersIn(schema: z.ZodType | undefined, place: "query" | "path"): Schema[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = toSchema(schema, "input") as {
    properties?: Record<string, Schema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...shape } = property;
    const needed = place === "path" || required.includes(name);
    return { name, in: place, required: needed, schema: shape, ...(description ? { description } : {}) };
  });
}

function header(name: string, description: string): Schema {
  return { name, in: "header", required: false, schema: { type: "string", maxLength: 255 }, description };
}

function conditions(endpoint: Endpoint): Schema[] {
  const repeat = header(
    "Idempotency-Key",
    "The same request under the same key has one effect and one answer for 24 h",
  );
  const match = header("If-Match", "The revision that you saw, as in ETag; another one is refused");
  return [...(isRepeatable(endpoint) ? [repeat] : []), ...(endpoint.ifMatch ? [match] : [])];
}

function requestBody(body: Body): Schema {
  if (body.kind === "upload") {
    const texts = (body.fields ?? []).map((name) => [name, { type: "string" }] as const);
    const file = { type: "string", contentMediaType: "application/octet-stream" };
    const properties = { [body.field]: file, ...Object.fromEntries(texts) };
    return {
      required: true,
      content: { "multipart/form-data": { schema: { type: "object", required: [body.field], properties } } },
    };
  }
  const mediaType = body.kind === "json" ? "application/json" : "application/x-www-form-urlencoded";
  return {
    required: body.kind === "form" || !body.optional,
    content: { [mediaType]: { schema: toSchema(body.schema, "input") } },
  };
}

function success({ reply, summary }: Endpoint): Schema {
  if (reply.kind === "json") {
    return {
      [reply.status]: {
        description: summary,
        content: { "application/json": { schema: toSchema(reply.schema, "output") } },
      },
    };
  }
  if (reply.kind === "nothing") return { [reply.status]: { description: "Done" } };
  const mediaType = reply.kind === "bytes" ? reply.mediaType : "text/event-stream";
  const description = reply.kind === "events" ? `Events: ${reply.events.join(", ")}` : summary;
  return { 200: { description, content: { [mediaType]: { schema: { type: "string" } } } } };
}

function failures(endpoint: Endpoint): Schema {
  const everywhere = endpoint.verb
    ? (["unauthenticated", "forbidden", "rate_limited", "internal"] as const)
    : (["rate_limited", "internal"] as const);
  const shape = endpoint.body || endpoint.query ? (["invalid"] as const) : [];
  const conditional = [
    ...(isRepeatable(endpoint) ? (["idempotency_conflict"] as const) : []),
    ...(endpoint.ifMatch ? (["precondition_failed"] as const) : []),
  ];
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Error" } } };
  const entries = [...everywhere, ...shape, ...conditional, ...endpoint.faults].map((fault) => {
    const { status } = endpoint.contract.phrase(new DomainError(fault, fault), "");
    return [status, { description: fault.replaceAll("_", " "), content }] as const;
  });
  return Object.fromEntries(entries);
}

function operation(endpoint: Endpoint, path: string): Schema {
  const { verb, summary, description, body, params, query, method } = endpoint;
  const who = verb ? `Who: ${permissions[verb.permission].who}.` : "No sign-in needed.";
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[{}]/g, "").replace(/[^A-Za-z0-9]+/g, "_")}`,
    summary,
    description: [description, who].filter(Boolean).join("\n\n"),
    parameters: [...parametersIn(params, "path"), ...parametersIn(query, "query"), ...conditions(endpoint)],
    ...(body ? { requestBody: requestBody(body) } : {}),
    responses: { ...success(endpoint), ...failures(endpoint) },
    security: verb ? [{ bearer: [] }, { cookie: [] }, ...(endpoint.agentToken ? [{ agent: [] }] : [])] : [],
    ...(verb ? { "x-permission": verb.permission, "x-scope": permissions[verb.permission].scope } : {}),
  };
}

const AGENT_SCHEME = {
  type: "http",
  scheme: "bearer",
  description:
    "The runtime token of an agent (`mra_…`, in its environment): for itself alone, until it stops or starts again.",
};

/** The OpenAPI 3.1 document of a contract, made from the declarations that serve its requests. */
export function openApiDocument(contract: Contract, endpoints: readonly Endpoint[]): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  const own = endpoints.filter((one) => one.contract === contract);
  for (const endpoint of own) {
    const named = compilePath(endpoint.path).names;
    const fitting = endpoint.aliases.filter((alias) => compilePath(alias).names.length === named.length);
    for (const path of [endpoint.path, ...fitting]) {
      paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint, path) };
    }
  }
  return {
    openapi: "3.1.0",
    info: { title: `Muster: ${contract.title}`, description: contract.description, version: "1" },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: { Error: contract.errorSchema },
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "A token or an API key (`msk_…`); the bare value works too.",
        },
        cookie: { type: "apiKey", in: "cookie", name: "muster.session" },
        ...(own.some(({ agentToken }) => agentToken) ? { agent: AGENT_SCHEME } : {}),
      },
    },
  };
}
