import { setTimeout as pause } from "node:timers/promises";
import { buildZip } from "@/lib/testing/zip-builder";
import type { BenchProduct } from "./bench-product";

/** The agent whose context is asked for. */
export const CONTEXT_AGENT = "well-read";
const PLUGINS = 20;
const SKILLS = 5;
/** Bytes of one skill: 20 plugins with 5 of them have 400 KB. */
const SKILL = 4_000;
const SCANNED = 30_000;

const subjects = [
  "The report",
  "An open question",
  "Each number",
  "The reader",
  "A source",
  "This table",
  "The summary",
];
const advice = [
  "is checked against the month before",
  "names where it comes from",
  "stays below one page",
  "asks first",
];

/** Ordinary Markdown: headings, sentences, lists, some code, and words that no other text has. */
function markdown(name: string): string {
  const lines = [`# ${name}`, ""];
  for (let line = 0, length = 0; length < SKILL; line++) {
    const sentence = `${subjects[line % 7]} ${advice[line % 4]}; see \`${name}-${line}\` and section ${(line * 37) % 101}.`;
    lines.push(line % 9 === 0 ? `## Step ${line}\n` : line % 3 === 0 ? `- ${sentence}` : sentence);
    length += (lines.at(-1)?.length ?? 0) + 1;
  }
  return lines.join("\n");
}

function pluginZip(slug: string): Buffer {
  const manifest = JSON.stringify({ slug, name: `Plugin ${slug}`, version: "1.0.0", description: "Reads reports" });
  const skills = Array.from({ length: SKILLS }, (_, at) => `${slug}-skill-${at}`);
  return buildZip([
    { path: "manifest.json", body: manifest },
    ...skills.map((name) => ({ path: `skills/${name}/SKILL.md`, body: markdown(name) })),
  ]);
}

type Answers = Record<string, unknown>;

async function ask(product: BenchProduct, path: string, init: RequestInit = {}): Promise<Answers> {
  const { workspaceId } = product.place;
  const headers = { authorization: `Bearer ${product.tokens.admin}`, "x-workspace-id": workspaceId, ...init.headers };
  const response = await fetch(product.url + path, { ...init, headers });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: status ${response.status} ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

const withJson = (method: string, body: object): RequestInit => {
  return { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
};

/** Uploads a plugin, waits for its scan, approves and enables it; gives its id. */
async function makePlugin(product: BenchProduct, slug: string): Promise<string> {
  const body = new FormData();
  body.append("file", new Blob([new Uint8Array(pluginZip(slug))]), `${slug}.zip`);
  const { plugin_id: id } = await ask(product, "/api/marketplace/plugins", { method: "POST", body });
  if (typeof id !== "string") throw new Error(`${slug} has no id`);
  const late = performance.now() + SCANNED;
  while ((await ask(product, `/api/admin/plugins/${id}/scan`)).static_scan_status !== "completed") {
    if (performance.now() > late) throw new Error(`${slug} is not scanned`);
    await pause(50);
  }
  await ask(product, `/api/admin/plugins/${id}/approve`, withJson("POST", {}));
  await ask(product, `/api/workspaces/${product.place.workspaceId}/plugins`, withJson("POST", { plugin_id: id }));
  return id;
}

const table = `CREATE TABLE "BenchContext" ("place" int PRIMARY KEY, "text" text NOT NULL)`;

/** The pieces of its context as rows of a table of their own, for the baselines. */
async function keepPieces(product: BenchProduct): Promise<void> {
  const { system_prompt: prompt, blocks } = await ask(product, `${contextPath}?blocks=true`);
  const points = [...String(prompt)];
  const pieces = (blocks as { start: number; end: number }[]).map(({ start, end }) =>
    points.slice(start, end).join(""),
  );
  await product.database.query(table);
  await product.database.query(
    `INSERT INTO "BenchContext" SELECT "place", "text" FROM unnest($1::text[]) WITH ORDINALITY AS p("text", "place")`,
    [pieces],
  );
}

/** Where the context of the agent is. */
export const contextPath = `/api/agents/${CONTEXT_AGENT}/assembled-context`;

/** Makes an agent with 20 plugins of 400 KB of Markdown, and the same text for the baselines. */
export async function makeContext(product: BenchProduct): Promise<void> {
  const { workspaceId } = product.place;
  const own = { description: "Reads reports", instructions: "Look twice.", models: ["openai/gpt-4o"] };
  const rest = { inputSchemaId: null, outputSchemaId: null, toolIds: [] };
  await ask(product, "/api/agents", withJson("POST", { workspaceId, name: CONTEXT_AGENT, ...own, ...rest }));
  const ids: string[] = [];
  for (let at = 0; at < PLUGINS; at++) ids.push(await makePlugin(product, `bench-plugin-${at}`));
  await ask(product, `/api/agents/${CONTEXT_AGENT}/plugins`, withJson("PUT", { plugin_ids: ids }));
  await keepPieces(product);
}
