import { z } from "zod";
import { engines, settingProblems } from "@/lib/domain/data-connections/rules";
import { LONGEST_DESCRIPTION, LONGEST_RESOURCE_NAME, transports } from "@/lib/domain/resources/rules";
import { ApiError } from "./api-error";
import { connectionFields, joinSettings, MASK, splitSettings, startingSettings } from "./connection-fields";
import { jsonText, readJsonText } from "./json-text";
import type { ResourceOf } from "./resource-queries";

const named = {
  name: z.string().trim().min(1, "Give it a name").max(LONGEST_RESOURCE_NAME),
  description: z.string().max(LONGEST_DESCRIPTION),
};

/** Text that must be a JSON object. */
const objectText = z.string().transform((text, context) => {
  const read = readJsonText(text);
  const isObject = read.ok && typeof read.value === "object" && read.value !== null && !Array.isArray(read.value);
  if (isObject) return Object.fromEntries(Object.entries(read.value as object));
  context.addIssue({ code: "custom", message: read.ok ? "Must be a JSON object: { … }" : read.message });
  return z.NEVER;
});

const splitTags = (text: string) => text.split(/[\s,]+/).filter((tag) => tag !== "");

export const skillForm = z
  .object({ ...named, text: z.string().min(1, "Write what the agent should know"), tags: z.string() })
  .transform(({ tags, ...rest }) => ({ ...rest, tags: splitTags(tags) }));

/** What the form of a skill shows at first. */
export const skillValues = (skill: ResourceOf["skills"] | null) => ({
  name: skill?.name ?? "",
  description: skill?.description ?? "",
  text: skill?.text ?? "",
  tags: skill?.tags.join(", ") ?? "",
});

export const toolForm = z
  .object({ ...named, category: z.string().max(100), configuration: objectText, inputSchemaId: z.string() })
  .transform(({ inputSchemaId, ...rest }) => ({ ...rest, inputSchemaId: inputSchemaId || null }));

/** What the form of a tool shows at first; hidden values as their mask, which keeps them. */
export const toolValues = (tool: ResourceOf["tools"] | null) => ({
  name: tool?.name ?? "",
  description: tool?.description ?? "",
  category: tool?.category ?? "",
  configuration: jsonText(tool?.configuration ?? {}),
  inputSchemaId: tool?.inputSchemaId ?? "",
});

const connectionBody = z.object({
  ...named,
  engine: z.enum(engines),
  settings: z.record(z.string(), z.string()),
  more: objectText,
  tags: z.string(),
});

/** The fields of the engine and the JSON beside them become one configuration, checked by the server's rules. */
export const connectionForm = connectionBody
  .check((checked) => {
    const { engine, settings, more } = checked.value;
    const fault = (path: string[], message: string) =>
      checked.issues.push({ code: "custom", path, message, input: checked.value });
    for (const { setting, message } of settingProblems(joinSettings(engine, settings, {}))) {
      fault(["settings", setting], message);
    }
    const twice = connectionFields[engine].find(
      ({ key }) => (settings[key] ?? "") !== "" && Object.hasOwn(Object(more), key),
    );
    if (twice) fault(["more"], `"${twice.key}" stands above as ${twice.label}`);
  })
  .transform(({ tags, settings, more, ...rest }) => ({
    ...rest,
    tags: splitTags(tags),
    configuration: joinSettings(rest.engine, settings, more),
  }));

/** What the form of a connection shows at first; hidden values as their mask, which keeps them. */
export function connectionValues(connection: ResourceOf["data-connections"] | null, named = "") {
  const engine = connection?.engine ?? ("postgres" as const);
  const { settings, more } = splitSettings(engine, connection?.configuration ?? {});
  const empty = startingSettings();
  const blank = connection ? Object.fromEntries(Object.keys(empty).map((key) => [key, ""])) : empty;
  return {
    name: connection?.name ?? named,
    description: connection?.description ?? "",
    engine,
    settings: { ...blank, ...settings },
    more: jsonText(more),
    tags: connection?.tags.join(", ") ?? "",
  };
}

/** A change of settings takes away the keys that are no longer there. */
export function settingChanges(before: object, after: object): Record<string, unknown> {
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return { ...after, ...Object.fromEntries(gone.map((key) => [key, null])) };
}

export const schemaForm = z.object({ ...named, schema: objectText });

const firstSchema = { type: "object", properties: {}, required: [] };

/** What the form of a schema shows at first. */
export const schemaValues = (schema: ResourceOf["schemas"] | null) => ({
  name: schema?.name ?? "",
  description: schema?.description ?? "",
  schema: jsonText(schema?.schema ?? firstSchema),
});

const pair = z.object({ name: z.string().trim(), value: z.string(), stored: z.boolean() });
export type Pair = z.infer<typeof pair>;

const toRecord = (pairs: Pair[]) =>
  Object.fromEntries(
    pairs
      .filter(({ name }) => name !== "")
      .map(({ name, value, stored }) => [name, value === "" && stored ? MASK : value]),
  );

const toPairs = (record: Record<string, string>): Pair[] =>
  Object.entries(record).map(([name, value]) => ({
    name,
    value: value === MASK ? "" : value,
    stored: value === MASK,
  }));

export const mcpServerForm = z
  .object({
    ...named,
    transport: z.enum(transports),
    url: z.string().trim(),
    headers: z.array(pair),
    command: z.string().trim(),
    args: z.string(),
    env: z.array(pair),
    cwd: z.string().trim(),
    forceSerialToolCalls: z.boolean(),
  })
  .transform(({ url, headers, command, args, env, cwd, ...rest }) => {
    const remote = rest.transport !== "stdio";
    const lines = args.split("\n").filter((line) => line !== "");
    return {
      ...rest,
      url: remote && url ? url : null,
      headers: remote ? toRecord(headers) : {},
      command: !remote && command ? command : null,
      args: remote ? [] : lines,
      env: remote ? {} : toRecord(env),
      cwd: !remote && cwd ? cwd : null,
    };
  });

/** What the form of a server shows at first; hidden values are empty and stay as they are unless something is typed. */
export const mcpServerValues = (server: ResourceOf["mcp-servers"] | null) => ({
  name: server?.name ?? "",
  description: server?.description ?? "",
  transport: server?.transport ?? ("streamable-http" as const),
  url: server?.url ?? "",
  headers: toPairs(server?.headers ?? {}),
  command: server?.command ?? "",
  args: server?.args.join("\n") ?? "",
  env: toPairs(server?.env ?? {}),
  cwd: server?.cwd ?? "",
  forceSerialToolCalls: server?.forceSerialToolCalls ?? false,
});

/** The server names places inside fields ("schema.properties.a"); a form has one message for each field. */
export function onWholeFields(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  const fields = Object.entries(error.fields).map(([path, message]) => {
    const [field = path] = path.split(/[.[]/);
    const inside = path.slice(field.length).replace(/^\./, "");
    return [field, inside ? `${inside}: ${message}` : message] as const;
  });
  const { status, code, message, requestId, issues, facts } = error;
  return new ApiError(status, code, message, Object.fromEntries(fields), requestId, issues, facts);
}
