import { z } from "zod";
import { type BundleJson, BundleRefused, keptFields, type Omission, SPEC } from "./bundle";

const text = (most: number) => z.string().max(most);
const listed = z.record(z.string(), z.json());

const server = z.object({
  name: text(255).min(1),
  description: text(5_000).nullish(),
  transport: z.enum(["streamable-http", "sse", "stdio"]).nullish(),
  url: text(2_048).nullish(),
  headers: z.record(z.string().max(200), z.json()).nullish(),
  command: text(1_024).nullish(),
  args: z.array(text(1_024)).max(100).nullish(),
  env: z
    .record(
      z
        .string()
        .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
        .max(200),
      z.json(),
    )
    .nullish(),
  cwd: text(1_024).nullish(),
  "force-serial-tool-calls": z.boolean().nullish(),
});
export type SpecServer = z.output<typeof server>;

const path = text(1_024).min(1);
const agent = z.object({
  name: z.string(),
  description: z.string().nullish(),
  model: z.object({ provider: text(100).nullish(), name: text(200).nullish() }).nullish(),
  version: z.union([text(100), z.number()]).nullish(),
  architecture: text(100).nullish(),
  runbook: path,
  "conversation-guide": path.nullish(),
  "action-packages": z
    .array(listed.and(z.object({ path: path.nullish() })))
    .max(1_000)
    .nullish(),
  knowledge: z
    .array(listed.and(z.object({ name: path })))
    .max(5_000)
    .nullish(),
  "semantic-data-models": z
    .array(z.object({ name: path }))
    .max(200)
    .nullish(),
  "mcp-servers": z.array(server).max(200).nullish(),
});

const root = z.object({
  "agent-package": z.object({
    "spec-version": z.enum(["v2", "v3"]),
    agents: z.array(z.record(z.string(), z.json())).length(1, "must hold exactly one agent"),
    exclude: z.array(z.string()).nullish(),
  }),
});

export type AgentSpec = {
  agent: z.output<typeof agent>;
  exclude: string[];
  /** The fields that are given back as they came. */
  kept: BundleJson;
  ignored: Omission[];
};

function parsed<S extends z.ZodType>(schema: S, value: unknown, prefix: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const steps = (issue?.path ?? []).map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`));
  const place = (prefix + steps.join("")).replace(/^\./, "");
  throw new BundleRefused(SPEC, `${place} ${issue?.message ?? "is wrong"}`.trim());
}

const unknownKeys = (value: object, known: Iterable<string>, place: string): Omission[] => {
  const names = new Set(known);
  const keys = Object.keys(value).filter((key) => !names.has(key));
  return keys.map((key) => ({
    code: "field_ignored",
    path: `${SPEC}#${place}${key.slice(0, 100)}`,
    message: `Muster does not know '${key.slice(0, 100)}'.`,
  }));
};

/** Reads what `agent-spec.yaml` says. Throws BundleRefused naming the field; keys that Muster does not know are listed. */
export function readAgentSpec(value: unknown): AgentSpec {
  if (typeof value !== "object" || value === null || !("agent-package" in value)) {
    throw new BundleRefused(SPEC, "agent-package is missing");
  }
  const { "agent-package": whole } = parsed(root, value, "");
  const raw = whole.agents[0] ?? {};
  const found = parsed(agent, raw, "");
  const servers = Array.isArray(raw["mcp-servers"]) ? raw["mcp-servers"] : [];
  const kept = keptFields.filter((field) => Object.hasOwn(raw, field)).map((field) => [field, raw[field]]);
  const exclude = whole.exclude ?? [];
  return {
    agent: found,
    exclude,
    kept: Object.fromEntries(exclude.length > 0 ? [...kept, ["exclude", exclude]] : kept),
    ignored: [
      ...unknownKeys(value, ["agent-package"], ""),
      ...unknownKeys(Object(value["agent-package"]), Object.keys(root.shape["agent-package"].shape), "agent-package."),
      ...unknownKeys(raw, [...Object.keys(agent.shape), ...keptFields], ""),
      ...servers.flatMap((one, at) => unknownKeys(Object(one), Object.keys(server.shape), `mcp-servers[${at}].`)),
    ],
  };
}
