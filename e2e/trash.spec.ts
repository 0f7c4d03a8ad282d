import type { Page } from "@playwright/test";
import { insertAgents } from "./agents-list-scene";
import { expect, test } from "./fixtures";
import { expectGoodLooks } from "./looks";
import { revisit, visit } from "./visit";

const deletedAt = new Date(Date.now() - 3_600_000);
const row = (page: Page, name: RegExp) => page.getByRole("row", { name });

test("a deleted agent is restored, under another name where its own is taken", async ({ signedIn, place }) => {
  const { id, page } = await signedIn({ role: "admin" });
  await visit(page, "/trash");
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await expectGoodLooks(page);
  await insertAgents(place, id, [
    { name: "scout", deletedAt, description: "the old one" },
    { name: "lonely", deletedAt },
    { name: "scout" },
  ]);
  await revisit(page);
  await expect(page.getByText("2 of 2")).toBeVisible();
  await expect(row(page, /lonely/)).toContainText("29 days left");
  await expectGoodLooks(page);
  await page.getByRole("button", { name: "Restore lonely" }).click();
  await expect(page.getByText("lonely is back", { exact: true })).toBeVisible();
  await expect(page.getByText("1 of 1")).toBeVisible();

  await page.getByRole("button", { name: "Restore scout" }).click();
  await page.getByLabel("New name").fill("scout");
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("exists");
  await page.getByLabel("New name").fill("scout-of-old");
  await expectGoodLooks(page);
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(page.getByText("scout-of-old is back", { exact: true })).toBeVisible();
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await page.getByRole("link", { name: "Agents" }).first().click();
  await expect(page.getByRole("link", { name: "scout-of-old" })).toBeVisible();
});

test("an agent is deleted for good by typing its name, many by typing how many", async ({ signedIn, place }) => {
  const { id, page } = await signedIn({ role: "admin" });
  await insertAgents(
    place,
    id,
    ["one", "two", "three"].map((name) => ({ name, deletedAt })),
  );
  await visit(page, "/trash?sort=name");
  await page.getByRole("button", { name: "Purge one" }).click();
  const purge = page.getByRole("button", { name: "Delete for good" });
  await expect(purge).toBeDisabled();
  await page.getByLabel("Type one to confirm").fill("on");
  await expect(purge).toBeDisabled();
  await page.getByLabel("Type one to confirm").fill("one");
  await purge.click();
  await expect(page.getByText("one was deleted for good", { exact: true })).toBeVisible();
  await expect(page.getByText("2 of 2")).toBeVisible();

  await page.getByLabel("Select all rows shown").check();
  await page.getByRole("button", { name: "Purge…", exact: true }).click();
  await page.getByLabel("Type 2 agents to confirm").fill("2 agents");
  await expectGoodLooks(page);
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("2 agents deleted for good", { exact: true })).toBeVisible();
  await expect(page.getByText("The trash is empty")).toBeVisible();
});

test("who may only read sees the trash, and can change nothing there", async ({ signedIn, place }) => {
  const admin = await signedIn({ role: "admin" });
  const viewer = await signedIn({ role: "viewer" });
  await insertAgents(place, admin.id, [{ name: "scout", deletedAt }]);
  await visit(viewer.page, "/trash");
  await expect(row(viewer.page, /scout/)).toContainText("Only its owner and admins");
  await expect(viewer.page.getByRole("button", { name: /Restore|Purge/ })).toHaveCount(0);
  await viewer.page.getByLabel("Search the trash by name").fill("nothing");
  await expect(viewer.page.getByText("No deleted agent matches")).toBeVisible();
});
