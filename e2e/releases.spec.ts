import type { Page } from "@playwright/test";
import { db } from "@/lib/db";
import { given } from "@/lib/testing/given";
import { openTab, send } from "./agent-scene";
import { expect, test } from "./fixtures";
import { expectGoodLooks } from "./looks";
import type { Signed } from "./people";
import { visit } from "./visit";

test.describe.configure({ timeout: 240_000 });

/** Freezes the draft with this text and makes it live, past the pages. */
async function publish(by: Signed, agentId: string, instructions: string, note: string): Promise<void> {
  await send(by, "POST", "/api/agent-versions", { agentId, instructions, note });
  const { id } = await db().agentVersion.findFirstOrThrow({ where: { agentId }, orderBy: { position: "desc" } });
  await send(by, "POST", `/api/agent-versions/${id}/publish`, { discardDraft: true });
}

const row = (page: Page, label: string) =>
  page
    .getByRole("table", { name: /^Releases of/ })
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name: new RegExp(`^${label}\\b`) }) });
const act = async (page: Page, label: string, name: string) => {
  await page.getByRole("button", { name: `Actions for ${label}` }).click();
  await page.getByRole("menuitem", { name }).click();
};
const banner = (page: Page) => page.getByText(/^You are editing a draft; live is/);

test("versions are published, compared, taken as draft and rolled back, while a reader looks on", async ({
  place,
  signedIn,
}) => {
  const ada = await signedIn({ role: "admin", name: "Ada" });
  const vic = await signedIn({ role: "viewer", name: "Vic" });
  const maker = await given.member(place, { role: "developer" });
  const { id } = await given.agent(maker.ctx, { name: "ledger" });
  const { page } = ada;
  await visit(page, `/agents/${id}?tab=versions`);
  await expect(page.getByText("Nothing published yet")).toBeVisible();
  await expectGoodLooks(page);

  await publish(ada, id, "# Goal\nRead receipts.\nBe brief.\n", "First release.");
  await expect(row(page, "v1")).toContainText("Live");
  await publish(ada, id, "# Goal\nRead receipts and invoices.\nBe brief.\n", "Invoices, too.");
  await expect(row(page, "v2")).toContainText("Live");
  await expect(row(page, "v2")).toContainText("Ada");
  await expect(row(page, "v1")).not.toContainText("Live");
  await expectGoodLooks(page);

  await page.getByLabel("Select v1").check();
  await page.getByLabel("Select v2").check();
  await page.getByRole("button", { name: "Compare v1 with v2" }).click();
  await expect(page).toHaveURL(/from=v1&to=v2/);
  const changes = page.getByRole("region", { name: "Changes in Instructions.md" });
  await expect(changes).toContainText("Read receipts and invoices.");
  await page.getByText("Side by side").click();
  await expect(changes.locator("table").first()).toHaveClass(/table-fixed/);
  await expectGoodLooks(page);
  await page.getByLabel("To", { exact: true }).selectOption("v1");
  await expect(page.getByText("No difference")).toBeVisible();
  await page.getByRole("button", { name: "All versions" }).click();

  await visit(vic.page, `/agents/${id}?tab=versions`);
  await expect(row(vic.page, "v2")).toContainText("Live");
  await vic.page.getByRole("button", { name: "Actions for v1" }).click();
  await expect(vic.page.getByRole("menuitem")).toHaveText(["Export…"]);
  await vic.page.keyboard.press("Escape");

  await act(page, "v1", "Take as draft…");
  const taking = page.getByRole("dialog", { name: "Take v1 as draft?" });
  await expect(taking).toContainText("Instructions: 1 line added, 1 line removed");
  await expectGoodLooks(page);
  await taking.getByRole("button", { name: "Take as draft" }).click();
  await expect(banner(page)).toHaveText("You are editing a draft; live is v2");
  await openTab(page, "Overview");
  await expect(banner(page)).toBeVisible();
  await expectGoodLooks(page);
  await expect(banner(vic.page)).toHaveCount(0);

  // A draft that was never published is given up only when that is said.
  await openTab(page, "Versions");
  await act(page, "v1", "Roll back to it…");
  const back = page.getByRole("dialog", { name: "Roll back to v1?" });
  await back.getByRole("button", { name: "Roll back" }).click();
  await expect(back.getByRole("alert")).toContainText("changes that were never published");
  await expect(back.getByLabel("Give up the draft")).not.toBeChecked();
  await expectGoodLooks(page);
  await back.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("button", { name: "See what changed" }).click();
  await expect(page).toHaveURL(/from=live&to=draft/);
  await expect(changes).toContainText("Read receipts.");
  await page.getByRole("button", { name: "Publish…" }).click();
  const publishing = page.getByRole("dialog", { name: "Publish the draft of ledger?" });
  await publishing.getByLabel("Note").fill("Receipts alone.");
  await expectGoodLooks(page);
  await publishing.getByRole("button", { name: "Publish" }).click();
  await expect(banner(page)).toHaveCount(0);
  await expect(row(vic.page, "v3")).toContainText("Receipts alone.");
  await expect(row(vic.page, "v3")).toContainText("Live");

  await page.getByRole("button", { name: "All versions" }).click();
  await act(page, "v2", "Roll back to it…");
  await page.getByRole("dialog").getByRole("button", { name: "Roll back" }).click();
  await expect(row(page, "v4")).toContainText("Repeats v2");
  await expect(row(page, "v4")).toContainText("Live");

  await openTab(page, "Overview");
  await page.getByRole("button", { name: "Edit as draft" }).click();
  await expect(banner(page)).toHaveText("You are editing a draft; live is v4");
  await page.getByRole("button", { name: "Discard…" }).click();
  const discarding = page.getByRole("dialog", { name: "Discard the draft of ledger?" });
  await expect(discarding).toContainText("Nothing: both say the same.");
  await expectGoodLooks(page);
  await discarding.getByRole("button", { name: "Discard draft" }).click();
  await expect(banner(page)).toHaveCount(0);

  await visit(page, `/agents/${id}?tab=versions&from=v9&to=live`);
  await expect(page.getByText("Could not load the comparison")).toBeVisible();
  await expectGoodLooks(page);
});

test("a draft that somebody else changed meanwhile is not published", async ({ place, signedIn }) => {
  const ada = await signedIn({ role: "admin", name: "Ada" });
  const maker = await given.member(place, { role: "developer" });
  const { id } = await given.agent(maker.ctx, { name: "ledger" });
  await publish(ada, id, "one", "");
  await publish(ada, id, "two", "");
  await send(ada, "POST", `/api/console/agents/${id}/versions/v1/restore`);
  const { page } = ada;
  await visit(page, `/agents/${id}`);
  await page.getByRole("button", { name: "Publish…" }).click();
  const dialog = page.getByRole("dialog", { name: "Publish the draft of ledger?" });
  await expect(dialog).toContainText("Instructions: 1 line added, 1 line removed");
  // Past the events, so that the page does not know.
  await db().agent.update({ where: { id }, data: { instructions: "three", rev: { increment: 1 } } });
  await dialog.getByRole("button", { name: "Publish" }).click();
  await expect(dialog.getByRole("alert")).toContainText("changed meanwhile");
  expect((await db().agent.findUniqueOrThrow({ where: { id } })).lifecycleState).toBe("draft");
});

test("two people who write instructions at once both keep their lines, and nothing typed is lost unasked", async ({
  place,
  signedIn,
}) => {
  const [ada, bob] = [await signedIn({ role: "admin", name: "Ada" }), await signedIn({ role: "admin", name: "Bob" })];
  const maker = await given.member(place, { role: "developer" });
  const { id } = await given.agent(maker.ctx, { name: "ledger" });
  await db().agent.update({ where: { id }, data: { instructions: "# Goal\nRead receipts.\n\nBe brief." } });
  const editing = async ({ page }: Signed, text: string) => {
    await visit(page, `/agents/${id}`);
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByRole("textbox", { name: "Instructions" }).fill(text);
  };
  const { page } = ada;
  await editing(ada, "# Goal\nRead receipts.\n\nBe brief, and polite.");
  await page.getByText("Preview", { exact: true }).click();
  await expect(page.getByRole("region", { name: "Preview" })).toContainText("Be brief, and polite.");
  await expectGoodLooks(page);
  await page.keyboard.press("Escape");
  const leaving = page.getByRole("dialog", { name: "Give up what you typed?" });
  await expect(leaving).toBeVisible();
  await leaving.getByRole("button", { name: "Cancel" }).click();
  // Back and the command menu ask, too, and Cancel stays.
  const text = page.getByRole("textbox", { name: "Instructions" });
  await page.getByText("Write", { exact: true }).click();
  for (const leave of [() => page.goBack(), () => page.goBack()]) {
    await leave();
    await expect(leaving).toBeVisible();
    await leaving.getByRole("button", { name: "Cancel" }).click();
    await expect(text).toHaveValue("# Goal\nRead receipts.\n\nBe brief, and polite.");
  }

  await editing(bob, "# Goal\nRead receipts and invoices.\n\nBe brief.");
  await bob.page.getByRole("button", { name: "Save" }).click();
  await expect(bob.page.getByText("Instructions of ledger saved", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Save" }).click();
  const overtaken = page.getByRole("dialog", { name: "Somebody else saved first" });
  await expect(overtaken).toContainText("both can stay");
  await expect(overtaken).toContainText("Read receipts and invoices.");
  await overtaken.getByText("Your change").click();
  await expect(overtaken).toContainText("Be brief, and polite.");
  await expectGoodLooks(page);
  await overtaken.getByRole("button", { name: "Merge both" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Instructions of ledger saved", { exact: true })).toBeVisible();
  const { instructions } = await db().agent.findUniqueOrThrow({ where: { id } });
  expect(instructions).toBe("# Goal\nRead receipts and invoices.\n\nBe brief, and polite.");
  await expect(bob.page.getByText("Be brief, and polite.")).toBeVisible();
});

test("Back out of instructions that are not saved asks, and leaves the page only when that is wanted", async ({
  place,
  signedIn,
}) => {
  const { page } = await signedIn({ role: "admin", name: "Ada" });
  const maker = await given.member(place, { role: "developer" });
  const { id } = await given.agent(maker.ctx, { name: "ledger" });
  await visit(page, "/agents");
  await page.getByRole("link", { name: "ledger", exact: true }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const text = page.getByRole("textbox", { name: "Instructions" });
  await text.fill("Be brief.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Instructions of ledger saved", { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\/agents\//);

  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await text.fill("Be polite.");
  const leaving = page.getByRole("dialog", { name: "Give up what you typed?" });
  const toTrash = async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("option", { name: /^Trash/ }).click();
  };
  await toTrash();
  await leaving.getByRole("button", { name: "Cancel" }).click();
  await expect(text).toHaveValue("Be polite.");
  await toTrash();
  await leaving.getByRole("button", { name: "Give it up" }).click();
  await expect(page).toHaveURL(/\/trash$/);

  await page.goBack();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await text.fill("Be polite.");
  await page.goBack();
  await leaving.getByRole("button", { name: "Give it up" }).click();
  await expect(page).toHaveURL(/\/agents$/);
  expect((await db().agent.findUniqueOrThrow({ where: { id } })).instructions).toBe("Be brief.");
});
