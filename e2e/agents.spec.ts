import { adderRecipe, brokenRecipe, expectLoaded, openTab, rowOf, send } from "./agent-scene";
import { expect, submitByApi, test } from "./fixtures";
import { expectGoodLooks } from "./looks";
import { visit } from "./visit";

test.describe.configure({ timeout: 180_000 });

test("an approved agent loads before one's eyes, answers, prints live, goes off and on, and is removed", async ({
  signedIn,
  packageFile,
}) => {
  const admin = await signedIn({ role: "admin", name: "Ada" });
  const { page } = admin;
  await visit(page, "/agents");
  await expect(page.getByText("No agents yet")).toBeVisible();
  await expectGoodLooks(page);
  const number = await submitByApi(admin, await packageFile(adderRecipe("adder")));
  await expect(rowOf(page, "adder")).toContainText("Running", { timeout: 60_000 });
  await page.getByRole("link", { name: "adder", exact: true }).click();
  await expectLoaded(page);
  await expect(page.getByText(/with 2 tools on Python 3/)).toBeVisible();
  await expectGoodLooks(page);

  await openTab(page, "Tools");
  await page.getByRole("textbox", { name: /^a/ }).fill("2");
  await page.getByRole("textbox", { name: /^b/ }).fill("3");
  await page.getByRole("button", { name: "Call add" }).click();
  const result = page.getByRole("region", { name: "Result of add" });
  await expect(result.getByRole("region", { name: "Result" })).toHaveText("5");
  await expect(result).toContainText("adding 2 and 3");
  await expectGoodLooks(page);

  await page.getByRole("button", { name: /^divide/ }).click();
  await expect(page).toHaveURL(/tool=divide/);
  await page.getByRole("textbox", { name: /^a/ }).fill("1");
  await page.getByRole("textbox", { name: /^b/ }).fill("0");
  await page.getByRole("textbox", { name: /^b/ }).press("Enter");
  await expect(page.getByRole("region", { name: "Result of divide" })).toContainText("ZeroDivisionError");

  await openTab(page, "Runtime");
  const log = page.getByRole("log");
  await expect(log).toContainText("adding 2 and 3");
  await send(admin, "POST", `/api/runtime/${number}/tools/add/call`, { arguments: { a: 20, b: 22 } });
  await expect(log).toContainText("adding 20 and 22");
  await expectGoodLooks(page);

  await page.getByRole("button", { name: "Disable" }).click();
  await expect(page.locator("header").getByText("Not loaded")).toBeVisible({ timeout: 4_000 });
  await expect(page.locator("header").getByText("Disabled", { exact: true })).toBeVisible();
  await openTab(page, "Tools");
  await expect(page.getByText("The agent is disabled")).toBeVisible();
  await page.getByRole("button", { name: "Enable" }).click();
  await expectLoaded(page);
  await expect(page.getByRole("button", { name: "Call divide" })).toBeVisible();

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove adder?" });
  await expect(dialog).toContainText("for 30 days");
  await expect(dialog.getByRole("button", { name: "Remove agent" })).toBeDisabled();
  await dialog.getByLabel("Type adder to confirm").fill("adder");
  await expectGoodLooks(page);
  await dialog.getByRole("button", { name: "Remove agent" }).click();
  await expect(page).toHaveURL(/\/agents$/);
  await expect(page.getByText("No agents yet")).toBeVisible();
  await submitByApi(admin, await packageFile(adderRecipe("adder")));
  await expect(rowOf(page, "adder")).toBeVisible();
});

test("a version that cannot be loaded says why, while the one before keeps running", async ({
  signedIn,
  packageFile,
}) => {
  const admin = await signedIn({ role: "admin", name: "Ada" });
  const { page } = admin;
  await visit(page, `/agents/${await submitByApi(admin, await packageFile(adderRecipe("steady")))}`);
  await expectLoaded(page);
  await page.getByRole("button", { name: "New version" }).click();
  const dialog = page.getByRole("dialog", { name: "New version of steady" });
  await expectGoodLooks(page);
  await dialog.locator("input[type=file]").setInputFiles(await packageFile(brokenRecipe("steady")));
  const failure = page.getByRole("alert").filter({ hasText: "Version 0.2.0 failed to load" });
  await expect(failure).toContainText("Version 0.1.0 keeps running.", { timeout: 60_000 });
  await expect(failure).toContainText("ModuleNotFoundError: No module named 'nothing_like_this'");
  await expectLoaded(page);

  await openTab(page, "Versions");
  await expect(rowOf(page, "0.2.0")).toContainText("Failed");
  await expect(rowOf(page, "0.1.0")).toContainText("Running");
  await page.getByLabel("Select row 1").check();
  await page.getByLabel("Select row 2").check();
  await expect(page.getByRole("link", { name: "Compare 0.1.0 with 0.2.0" })).toHaveAttribute(
    "href",
    /^\/review\/pkg_.*against=pkg_/,
  );
  await expectGoodLooks(page);

  await openTab(page, "Activity");
  await expect(
    page.getByRole("list", { name: "Activity of steady" }).getByText("You submitted steady 0.2.0"),
  ).toBeVisible();
  await page
    .getByText(/^What changed/)
    .first()
    .click();
  await expectGoodLooks(page);

  await visit(page, "/agents?failed=true");
  await expect(rowOf(page, "steady")).toContainText("ModuleNotFoundError");
  await expectGoodLooks(page);
});

test("by keyboard alone one finds an agent, opens it and calls its tool", async ({ signedIn, packageFile }) => {
  const admin = await signedIn({ role: "admin" });
  const { page } = admin;
  await submitByApi(admin, await packageFile(adderRecipe("keys")));
  await visit(page, "/agents");
  await expect(rowOf(page, "keys")).toContainText("Running", { timeout: 60_000 });
  const tabTo = async (selector: string) => {
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    throw new Error(`Tab never reaches ${selector}`);
  };
  await tabTo("[data-row-target]");
  await page.keyboard.press("Enter");
  await expectLoaded(page);
  await tabTo('[role="tab"]');
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Runtime" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("button", { name: "Call add" })).toBeVisible();
  await tabTo("main form input");
  await page.keyboard.type("2");
  await page.keyboard.press("Tab");
  await page.keyboard.type("3");
  await page.keyboard.press("Enter");
  const result = page.getByRole("region", { name: "Result of add" });
  await expect(result.getByRole("region", { name: "Result" })).toHaveText("5");
});

test("an agent that somebody else removes is marked as gone; one that never was says what to do", async ({
  signedIn,
  packageFile,
}) => {
  const admin = await signedIn({ role: "admin" });
  const number = await submitByApi(admin, await packageFile(adderRecipe("brief")));
  const viewer = await signedIn({ role: "viewer" });
  const { page } = viewer;
  await visit(page, `/agents/${number}`);
  await expectLoaded(page);
  await expect(page.getByRole("button", { name: /Disable|New version/ })).toHaveCount(0);
  await page.getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menuitem")).toHaveText(["Export…"]);
  await page.keyboard.press("Escape");
  await openTab(page, "Tools");
  await expect(page.getByText("You may not call tools of this agent")).toBeVisible();
  await openTab(page, "Runtime");
  await expect(page.getByText("You may not read this log")).toBeVisible();
  await openTab(page, "Overview");
  await send(admin, "DELETE", `/api/console/agents/${number}`);
  await expect(page.getByText("brief is not here any more")).toBeVisible();
  await expectGoodLooks(page);
  await page.getByRole("link", { name: "All agents" }).click();
  await expect(page.getByText("No agents yet")).toBeVisible();
  await visit(page, "/agents/never-was");
  await expect(page.getByRole("heading", { name: "There is no such agent" })).toBeVisible();
  await expectGoodLooks(page);
});
