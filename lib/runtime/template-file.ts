import { LineCounter, parseDocument, visit } from "yaml";
import { z } from "zod";
import { cpuChoices, memoryChoices } from "@/lib/domain/fleet/rules";

export const TEMPLATE_FILE = "template.yaml";
export const LARGEST_TEMPLATE_FILE = 64 * 1024;
const DEEPEST = 20;

const text = z.string().max(5_000);
const listed = z.array(z.union([text, z.looseObject({ name: text, description: text.optional() })])).max(200);
const variables = z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "must be names of variables")).max(200);
const choice = (choices: readonly string[]) =>
  z
    .union([z.string(), z.number()])
    .transform(String)
    .refine((value) => choices.includes(value), { error: `must be one of ${choices.join(", ")}` });

const templateFile = z.object({
  name: text.min(1),
  display_name: text.min(1),
  description: text,
  resources: z.object({ cpu: choice(cpuChoices).optional(), memory: choice(memoryChoices).optional() }),
  version: text.optional(),
  author: text.optional(),
  updated: text.optional(),
  tagline: text.optional(),
  type: text.max(50).optional(),
  avatar_prompt: text.optional(),
  use_cases: listed.optional(),
  capabilities: listed.optional(),
  sub_agents: listed.optional(),
  commands: listed.optional(),
  tools: listed.optional(),
  skills: listed.optional(),
  platforms: listed.optional(),
  mcp_servers: listed.optional(),
  metrics: listed.optional(),
  credentials: z
    .object({
      env_file: variables.optional(),
      mcp_servers: z.record(z.string().max(200), z.object({ env_vars: variables.optional() })).optional(),
    })
    .optional(),
  shared_folders: z.object({ expose: z.boolean().optional(), consume: z.boolean().optional() }).optional(),
  git: z
    .object({
      push_enabled: z.boolean().optional(),
      commit_paths: z.array(text).optional(),
      ignore_paths: z.array(text).optional(),
    })
    .optional(),
});

/** What `template.yaml` says; keys that are not documented are left out. */
export type TemplateFile = z.output<typeof templateFile>;

/** A `template.yaml` that cannot be read; the message is for the person who wrote it. */
export class TemplateFault extends Error {
  override readonly name = "TemplateFault";
}

/** Levels that a text can open at most, told before the parser, which does not bear thousands of them. */
function isTooDeep(source: string): boolean {
  let flow = 0;
  for (const character of source) {
    if (character === "[" || character === "{") flow += 1;
    if (character === "]" || character === "}") flow = Math.max(0, flow - 1);
    if (flow > DEEPEST) return true;
  }
  const indents = new Set<number>();
  for (const line of source.split("\n")) {
    const opening = /^[\s?:-]*/.exec(line)?.[0] ?? "";
    indents.add(opening.length);
    if (opening.replace(/\s/g, "").length > DEEPEST || indents.size > 2 * DEEPEST) return true;
  }
  return false;
}

function plainDocument(source: string): unknown {
  if (isTooDeep(source)) throw new TemplateFault("template.yaml is nested too deeply");
  const lines = new LineCounter();
  const document = parseDocument(source, { version: "1.2", schema: "core", lineCounter: lines, logLevel: "silent" });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    const what = (error.message.split("\n")[0] ?? "").replace(/ at line \d+.*$/, "").slice(0, 200);
    throw new TemplateFault(`template.yaml, line ${line}, column ${col}: ${what}`);
  }
  visit(document, {
    Alias: refuseMark,
    Value: (_, node) => (node.tag !== undefined || node.anchor !== undefined ? refuseMark() : undefined),
  });
  return document.toJS({ maxAliasCount: 0 });
}

function refuseMark(): never {
  throw new TemplateFault("template.yaml may have no anchors, aliases or tags");
}

/** Reads a `template.yaml`. Throws TemplateFault, naming the key or the line. */
export function parseTemplateFile(bytes: Uint8Array): TemplateFile {
  if (bytes.byteLength > LARGEST_TEMPLATE_FILE) throw new TemplateFault("template.yaml is larger than 64 KiB");
  let source: string;
  try {
    source = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new TemplateFault("template.yaml is not UTF-8");
  }
  if (source.includes("\0")) throw new TemplateFault("template.yaml is not text");
  const parsed = templateFile.safeParse(plainDocument(source));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String).join(".") || "the document";
  throw new TemplateFault(`template.yaml: ${path}: ${issue?.message ?? "not valid"}`);
}
