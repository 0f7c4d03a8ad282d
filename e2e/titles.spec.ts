import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { callApi } from "./review-scene";
import { visit } from "./visit";

type Watching = Window & typeof globalThis & { titles?: string[] };

/** Notes each title that a page has had, from its next address on. */
async function watchTitles(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const titles: string[] = [];
    (window as Watching).titles = titles;
    const look = () => {
      if (document.title !== titles.at(-1)) titles.push(document.title);
    };
    document.addEventListener("DOMContentLoaded", () => {
      look();
      new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    });
  });
}

const titlesOf = (page: Page) => page.evaluate(() => (window as Watching).titles ?? []);

test("each page has a title that says what it shows, at every moment of the way", async ({ signedIn, place }) => {
  const ada = await signedIn({ role: "admin", name: "Ada" });
  const { page } = ada;
  await callApi(ada, "POST", "/api/agents", { workspaceId: place.id, name: "scout" });
  await watchTitles(page);
  await visit(page, "/agents");
  const places = page.getByRole("navigation", { name: "Main" });
  await page.getByRole("link", { name: "scout" }).first().click();
  await expect(page).toHaveTitle("scout · Agents · Muster");
  await places.getByRole("link", { name: "Review" }).click();
  await expect(page).toHaveTitle("Review · Muster");
  await places.getByRole("link", { name: "Resources" }).click();
  await expect(page).toHaveTitle("Skills · Resources · Muster");
  await page.getByRole("link", { name: "Tools" }).click();
  await expect(page).toHaveTitle("Tools · Resources · Muster");
  await page.goBack();
  await expect(page).toHaveTitle("Skills · Resources · Muster");
  const whileItLoads = "Agent · Agents · Muster";
  expect((await titlesOf(page)).filter((title) => title !== whileItLoads)).toEqual([
    "Agents · Muster",
    "scout · Agents · Muster",
    "Review · Muster",
    "Skills · Resources · Muster",
    "Tools · Resources · Muster",
    "Skills · Resources · Muster",
  ]);
});

test("what is not there says so in the title, and a name hides nothing there", async ({ signedIn, place, browser }) => {
  const ada = await signedIn({ role: "admin", name: "Ada" });
  const { page } = ada;
  await visit(page, "/agents/nobody-is-called-so");
  await expect(page).toHaveTitle("There is no such agent · Muster");
  await page.goto("/nothing/at/all");
  await expect(page).toHaveTitle("Nothing here · Muster");
  const hidden = { name: "Eva\u202elive", system_prompt: "Be brief." };
  const persona = await callApi<{ id: number }>(ada, "POST", `/api/workspaces/${place.id}/personas`, hidden);
  await visit(page, `/personas/${persona.id}`);
  await expect(page).toHaveTitle("EvaU+202Elive · Personas · Muster");
  const stranger = await browser.newPage();
  await stranger.goto("/sign-in");
  await expect(stranger).toHaveTitle(/^Sign in/);
  await stranger.close();
});
