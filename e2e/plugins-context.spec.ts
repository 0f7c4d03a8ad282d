import { get } from "node:http";
import { json } from "node:stream/consumers";
import type { Page } from "@playwright/test";
import { db } from "@/lib/db";
import { given, type Place } from "@/lib/testing/given";
import { pluginSlug } from "@/lib/testing/given-plugin";
import { disablePlugin, enabledPlugin } from "./agent-plugins-scene";
import { openTab } from "./agent-scene";
import { expect, test } from "./fixtures";
import { expectGoodLooks } from "./looks";
import type { Signed } from "./people";
import { approvedPlugin, uploadPlugin } from "./plugin-scene";
import { revisit, visit } from "./visit";

test.describe.configure({ timeout: 240_000 });

const desk = {
  name: "Incident Desk",
  description: "Leads an incident from first alert to review",
  files: {
    "skills/triage/SKILL.md": "Ask before acting:\n1. What stopped working?\n2. Since when, and for whom?",
    "commands/open-incident.md": "Opens an incident record.",
  },
};
const pages = { name: "Status Page", files: { "commands/draft-update.md": "Drafts one update of at most 60 words." } };

const rows = (page: Page) => page.getByRole("list", { name: "Plugins" }).getByRole("listitem");
const blocks = (page: Page) => page.getByRole("list", { name: "Blocks of the prompt" }).getByRole("listitem");
const save = (page: Page) => page.getByRole("button", { name: "Save plugins" });

async function add(page: Page, ...names: string[]): Promise<void> {
  await page.getByRole("button", { name: "Add a plugin" }).click();
  for (const name of names) {
    await page.getByRole("combobox").fill(name.slice(0, 4));
    await page.getByRole("option", { name }).click();
  }
  await page.keyboard.press("Escape");
}

test("a plugin is approved and enabled with what it needs; a developer orders three, reads the context, and the agent's log says the same estimate", async ({
  place,
  signedIn,
}) => {
  const ada = await signedIn({ role: "owner", name: "Ada", instanceAdmin: true });
  const bob = await signedIn({ role: "developer", name: "Bob" });
  const base = pluginSlug("oncall-base");
  await approvedPlugin(ada, { slug: base, name: "On-call Base" });
  const status = await enabledPlugin(ada, place, pages);
  const slug = pluginSlug("incident-desk");
  const asked = await uploadPlugin(ada, { slug, ...desk, dependencies: [`${base}@^1.0.0`] });

  await visit(ada.page, `/review/plugins/${asked}`);
  await expect(ada.page.getByRole("heading", { level: 1, name: "Incident Desk 1.0.0" })).toBeVisible();
  await ada.page.keyboard.press("a");
  await ada.page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(ada.page.getByText("Ada approved version 1.0.0")).toBeVisible();
  await visit(ada.page, `/plugins/${asked}`);
  await ada.page.getByRole("button", { name: /^Enable in/ }).click();
  await ada.page.getByRole("dialog").getByRole("button", { name: "Enable 2 plugins" }).click();
  await expect(ada.page.getByText("Enabled", { exact: true })).toBeVisible();

  const { id } = await given.agent((await given.member(place)).ctx, { name: "lead" });
  const made = {
    ownerId: bob.id,
    models: ["acme/large-2"],
    instructions: "Keep people calm. 🙂",
    cpu: 1,
    memoryMb: 1024,
  };
  await db().agent.update({ where: { id }, data: made });
  const { page } = bob;
  await visit(page, `/agents/${id}?tab=plugins`);
  await expect(page.getByText(/^None yet\. Add one of the plugins/)).toBeVisible();
  await add(page, "Incident Desk", "Status Page", "On-call Base");
  await expect(rows(page)).toHaveCount(3);
  await save(page).click();
  await expect(save(page)).toHaveCount(0);

  // By keyboard alone: the focus follows the row. What changes is shown before it is saved.
  await page.getByRole("button", { name: "Move Incident Desk down" }).focus();
  await page.keyboard.press("Enter");
  await expect(rows(page)).toContainText(["Status Page", "Incident Desk", "On-call Base"]);
  await expect(page.getByRole("button", { name: "Move Incident Desk down" })).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "Incident Desk is number 2 of 3" })).toHaveCount(1);
  await rows(page).nth(2).dragTo(rows(page).first());
  await expect(rows(page)).toContainText(["On-call Base", "Status Page", "Incident Desk"]);
  await expect(page.getByRole("region", { name: "Changes in prompt.md" })).toContainText(`1. **${base}**`);
  await expectGoodLooks(page);
  await save(page).click();
  await expect(save(page)).toHaveCount(0);

  await openTab(page, "Context");
  await expect(blocks(page)).toContainText([
    "Keep people calm. 🙂",
    "Plugins at a glance",
    base,
    status.slug,
    "What stopped working?",
  ]);
  await expect(page.getByText(/of a window of 200,000 tokens/)).toBeVisible();
  await expectGoodLooks(page);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy prompt" }).click();
  const answer = await page.request.get(`/api/agents/${id}/assembled-context`, {
    headers: { "X-Workspace-ID": place.id },
  });
  const { system_prompt, token_estimate } = await answer.json();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(system_prompt);
  await expect(page.getByText(`${token_estimate} tokens`, { exact: true })).toBeVisible();

  await openTab(page, "Runtime");
  await page.locator("main header").getByRole("button", { name: "Start" }).click();
  await expect(page.getByRole("log")).toContainText(`context: ${token_estimate} tokens, 3 plugins`, {
    timeout: 40_000,
  });
  await page.locator("main header").getByRole("button", { name: "Stop" }).click();
  await expect(page.locator("main header").getByText("Stopped", { exact: true })).toBeVisible({ timeout: 15_000 });
});

test("a live agent is changed in edit mode alone, and says which plugins its version lacks now", async ({
  place,
  signedIn,
}) => {
  const ada = await signedIn({ role: "owner", name: "Ada", instanceAdmin: true });
  const vic = await signedIn({ role: "viewer", name: "Vic" });
  const [one, other] = [await enabledPlugin(ada, place, desk), await enabledPlugin(ada, place, pages)];
  const { id } = await given.agent((await given.member(place)).ctx, { name: "lead" });
  await db().agent.update({ where: { id }, data: { models: ["acme/large-2"] } });
  const { page } = ada;
  await visit(page, `/agents/${id}?tab=plugins`);
  await add(page, "Incident Desk", "Status Page");
  await save(page).click();
  await expect(save(page)).toHaveCount(0);
  const headers = { Origin: new URL(process.env.MUSTER_E2E_URL ?? "").origin };
  const publish = `/tenants/${place.id}/api/v2/agents/${id}/publish`;
  expect((await page.request.post(publish, { data: {}, headers })).ok()).toBe(true);

  await revisit(page);
  await expect(page.getByText("lead is live")).toBeVisible();
  await expect(page.getByRole("button", { name: "Add a plugin" })).toHaveCount(0);
  await disablePlugin(ada, place, one);
  await revisit(page);
  await expect(page.getByText("One plugin is left out")).toBeVisible();
  await approvedPlugin(ada, { ...pages, slug: other.slug, version: "1.1.0" });
  await expect(page.getByText("One plugin has a newer version")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await expectGoodLooks(page);

  await visit(vic.page, `/agents/${id}?tab=plugins`);
  await expect(vic.page.getByText(/which is live, uses$/)).toBeVisible();
  await expect(rows(vic.page)).toContainText(["Status Page"]);

  await page.getByRole("button", { name: "Enter edit mode" }).click();
  await expect(page.getByRole("button", { name: "Add a plugin" })).toBeVisible();
  await page.getByRole("button", { name: "Remove Status Page" }).click();
  await save(page).click();
  await expect(page.getByText(/^None yet\. Add one of the plugins/)).toBeVisible();
  await openTab(page, "Context");
  await page.getByText("Live (v1)").click();
  await expect(blocks(page).last()).toContainText(other.slug);
});

/** The plugins in an agent's context, asked over a connection of its own: any of the product's processes may answer. */
async function loadedPlugins({ page }: Signed, place: Place, agentId: string): Promise<string[]> {
  const cookies = await page.context().cookies();
  const headers = {
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
    "x-workspace-id": place.id,
  };
  const url = new URL(`/api/agents/${agentId}/assembled-context`, process.env.MUSTER_E2E_URL);
  const context = await new Promise((resolve, reject) => {
    get(url, { agent: false, headers }, (response) => resolve(json(response))).on("error", reject);
  });
  return (context as { plugins_loaded: string[] }).plugins_loaded;
}

test("no process of the product tells of an older list than the one that is stored", async ({ place, signedIn }) => {
  const ada = await signedIn({ role: "owner", name: "Ada", instanceAdmin: true });
  const plugins = [await enabledPlugin(ada, place, desk), await enabledPlugin(ada, place, pages)];
  const { id } = await given.agent((await given.member(place)).ctx, { name: "lead" });
  await db().agent.update({ where: { id }, data: { models: ["acme/large-2"] } });
  const told = () => Promise.all(Array.from({ length: 6 }, () => loadedPlugins(ada, place, id)));
  const headers = { Origin: new URL(process.env.MUSTER_E2E_URL ?? "").origin, "X-Workspace-ID": place.id };
  for (let round = 0; round < 20; round++) {
    const wanted = round % 2 === 0 ? plugins : plugins.toReversed();
    const data = { plugin_ids: wanted.map(({ plugin_id }) => plugin_id) };
    expect((await ada.page.request.put(`/api/agents/${id}/plugins`, { data, headers })).status()).toBe(200);
    const slugs = wanted.map(({ slug }) => slug);
    expect(await told()).toEqual(Array.from({ length: 6 }, () => slugs));
  }
  const [first, second] = plugins;
  if (!first || !second) throw new Error("two plugins");
  await disablePlugin(ada, place, first);
  expect(await told()).toEqual(Array.from({ length: 6 }, () => [second.slug]));
});
