import { readFile } from "node:fs/promises";
import { expect, submitByApi, test } from "./fixtures";
import { expectGoodLooks } from "./looks";
import type { Signed } from "./people";
import { visit } from "./visit";

/** A busy machine takes its time to load a page. */
const LOADED = { timeout: 30_000 };

/** Deletes an agent as the person of a page, past the pages. */
async function deleteByApi({ page }: Signed, agent: number): Promise<void> {
  const headers = { Origin: new URL(process.env.MUSTER_E2E_URL ?? "").origin };
  expect((await page.request.delete(`/api/console/agents/${agent}`, { headers })).status()).toBe(204);
}

test("an admin filters to one agent's deletions, reads what changed, exports them and verifies the chain", async ({
  signedIn,
  packageFile,
}) => {
  test.slow();
  const admin = await signedIn({ role: "owner", name: "Ada", instanceAdmin: true });
  for (const name of ["scout", "clerk"]) {
    await deleteByApi(admin, await submitByApi(admin, await packageFile({ name })));
  }
  const { page } = admin;
  await visit(page, "/audit");
  const table = page.getByRole("table", { name: "Audit events" });
  await expect(table.getByText("removed clerk")).toBeVisible(LOADED);
  await expectGoodLooks(page);

  await page.getByRole("button", { name: "Action", exact: true }).click();
  await page.getByLabel("Search actions").fill("agent: removed");
  await page.getByRole("button", { name: /^agent: removed/ }).click();
  await expect(table.getByText("submitted scout")).toHaveCount(0, LOADED);
  await expect(table.getByText("removed scout")).toBeVisible(LOADED);
  await table.getByRole("button", { name: "removed scout" }).click();
  const panel = page.getByRole("dialog", { name: /^Event \d+/ });
  await expect(panel.getByText("deleted", { exact: true })).toBeVisible();
  await expect(panel.getByText(/^[0-9a-f]{64}$|Not sealed yet/)).toBeVisible();
  await expectGoodLooks(page);
  await panel.getByRole("button", { name: "Only this thing" }).click();
  await expect(table.getByText("removed clerk")).toHaveCount(0, LOADED);
  await expect(page).toHaveURL(/action=agent\.deleted.*target=agt_|target=agt_.*action=agent\.deleted/);

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await file.path(), "utf8")).split("\r\n");
  expect([lines.length, lines[1]?.includes("agent.deleted"), lines[1]?.includes("scout")]).toEqual([3, true, true]);

  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByText(/^The chain holds:/)).toBeVisible(LOADED);
  await expectGoodLooks(page);
});

test("the list stays still and says how many events came meanwhile; a member sees their own acts and cannot verify", async ({
  signedIn,
  packageFile,
}) => {
  test.slow();
  const admin = await signedIn({ role: "admin", name: "Ada" });
  const user = await signedIn({ role: "developer", name: "Bob" });
  await submitByApi(admin, await packageFile({ name: "hidden" }));
  await visit(user.page, "/audit?scope=all");
  const table = user.page.getByRole("table", { name: "Audit events" });
  await expect(table.getByText("signed in as Bob")).toBeVisible(LOADED);
  await expect(table.getByText("hidden")).toHaveCount(0);
  await expect(user.page.getByRole("button", { name: "Verify" })).toHaveCount(0);
  await submitByApi(user, await packageFile({ name: "scout" }));
  await user.page.getByRole("button", { name: "1 new event: show" }).click(LOADED);
  await expect(table.getByText("submitted scout")).toBeVisible(LOADED);

  await user.page.getByLabel("Search the audit trail").fill("nothing like this");
  await expect(user.page.getByText("No event matches")).toBeVisible(LOADED);
  await expectGoodLooks(user.page);
  await user.page.getByRole("button", { name: "Clear filters" }).last().click();
  await expect(table.getByText("submitted scout")).toBeVisible(LOADED);
});

test("the trail is walked, filtered and opened with the keyboard alone", async ({ signedIn, packageFile }) => {
  test.slow();
  const { page, ...rest } = await signedIn({ role: "owner", name: "Olga" });
  await submitByApi({ page, ...rest }, await packageFile({ name: "scout" }));
  await visit(page, "/audit");
  const row = page.getByRole("button", { name: "submitted scout" });
  await expect(row).toBeVisible(LOADED);
  // Signing in belongs to no workspace.
  await expect(page.getByRole("button", { name: "signed in as Olga" })).toHaveCount(0);
  await row.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: /^Event/ }).locator(":focus")).toHaveCount(1, LOADED);
  await page.keyboard.press("Escape");
  await expect(row).toBeFocused();
  await page.getByRole("button", { name: "Who", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Search people")).toBeFocused();
  await page.keyboard.type("Olga");
  await expect(page.getByRole("dialog", { name: "Who" }).getByRole("button", { name: /^Olga/ })).toBeVisible(LOADED);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Who: Olga" })).toBeVisible();
});
