import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contextScene } from "@/lib/testing/context-scene";
import { given, type Person } from "@/lib/testing/given";
import { type GivenPlugin, givenPlugin } from "@/lib/testing/given-plugin";

process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";
process.env.MUSTER_RATE_LIMIT = "0";

let admin: Person;
let processes: ChildProcess[];
let addresses: string[];

async function addressOf(child: ChildProcess): Promise<string> {
  const [address] = await once(child, "message");
  return String(address);
}

beforeAll(async () => {
  const script = fileURLToPath(new URL("../../../testing/web-process.ts", import.meta.url));
  processes = [0, 1].map(() => fork(script, { execArgv: ["--import", "tsx"] }));
  addresses = await Promise.all(processes.map(addressOf));
  admin = await given.outsider({ instanceAdmin: true });
}, 120_000);
afterAll(() => {
  for (const child of processes) child.kill();
});

type Sent = { method?: string; as: Person; workspace?: string; json?: unknown };

/** Asks one of the two processes over HTTP; gives the parsed answer. */
async function ask<Answer>(at: number, path: string, { method = "GET", as, workspace, json }: Sent): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${as.token}`,
    "content-type": "application/json",
    ...(workspace ? { "x-workspace-id": workspace } : {}),
  };
  const body = json === undefined ? undefined : JSON.stringify(json);
  const response = await fetch(`${addresses[at]}${path}`, { method, headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text);
}

const saying = (text: string) => ({ files: { "commands/say.md": text } });

async function scene() {
  const { workspace, owner, agent, enable } = await contextScene();
  const plugins = [await givenPlugin(admin, saying("first words")), await givenPlugin(admin, saying("second words"))];
  await enable(...plugins);
  const path = `/api/agents/${agent.number}`;
  const who = { as: owner, workspace: workspace.id };
  const put = (at: number, list: GivenPlugin[]) =>
    ask(at, `${path}/plugins`, { ...who, method: "PUT", json: { plugin_ids: list.map((one) => one.plugin_id) } });
  const used = async (at: number) =>
    (await ask<{ items: { slug: string }[] }>(at, `${path}/plugins`, who)).items.map(({ slug }) => slug);
  const context = (at: number) =>
    ask<{ plugins_loaded: string[]; system_prompt: string }>(at, `${path}/assembled-context`, who);
  const disable = (at: number, { plugin_id }: GivenPlugin) =>
    ask(at, `/api/workspaces/${workspace.id}/plugins/${plugin_id}`, { as: owner, method: "DELETE" });
  return { plugins, put, used, context, disable };
}

test("what one process was told, the other serves at once: list and context are never outdated", async () => {
  const { plugins, put, used, context } = await scene();
  const orders = [plugins, [...plugins].reverse(), plugins.slice(0, 1), []];
  for (let round = 0; round < 16; round++) {
    const list = orders[round % orders.length] ?? [];
    const slugs = list.map(({ slug }) => slug);
    const [writer, reader] = round % 3 === 0 ? [1, 0] : [0, 1];
    await put(writer, list);
    const [seen, there, here] = await Promise.all([used(reader), context(reader), context(writer)]);
    expect([seen, there.plugins_loaded, here.plugins_loaded]).toEqual([slugs, slugs, slugs]);
    expect(there.system_prompt).toBe(here.system_prompt);
  }
}, 60_000);

test("so it is when a plugin is disabled, and when another version is approved", async () => {
  const { plugins, put, context, disable } = await scene();
  const [desk, page] = plugins;
  if (!desk || !page) throw new Error("two plugins were made");
  await put(0, plugins);
  expect((await context(1)).system_prompt).toContain("first words");
  await givenPlugin(admin, { slug: desk.slug, version: "2.0.0", ...saying("other words") });
  for (const at of [0, 1]) {
    const { system_prompt } = await context(at);
    expect(system_prompt).toContain("other words");
    expect(system_prompt).not.toContain("first words");
  }
  await disable(0, desk);
  expect((await context(1)).plugins_loaded).toEqual([page.slug]);
});
