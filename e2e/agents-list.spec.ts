import { readFile } from "node:fs/promises";
import { db } from "@/lib/db";
import { given } from "@/lib/testing/given";
import { adderRecipe, rowOf } from "./agent-scene";
import { addFilter, insertAgents, insertBulk, insertOpeningView, workspacesAsked } from "./agents-list-scene";
import { expect, submitByApi, test } from "./fixtures";
import { expectGoodLooks } from "./looks";
import { revisit, visit } from "./visit";

test("search and filters stand in the address, survive a reload, and can be cleared", async ({ signedIn, place }) => {
  const { id, page } = await signedIn({ role: "admin" });
  await insertAgents(place, id, [
    { name: "scout-one", reviewStatus: "PENDING" },
    { name: "scout-two" },
    { name: "other", reviewStatus: "PENDING" },
  ]);
  await visit(page, "/agents");
  await expect(page.getByText("3 of 3")).toBeVisible();
  await page.getByLabel("Search agents by name").fill("scout");
  await expect(page).toHaveURL(/q=scout/);
  await expect(page.getByText("2 of 2")).toBeVisible();
  await addFilter(page, { choices: ["Pending review"] });
  await expect(page).toHaveURL(/filter=.*PENDING/);
  await expect(page.getByText("1 of 1")).toBeVisible();
  await expect(rowOf(page, "scout-one")).toBeVisible();
  await revisit(page);
  await expect(page.getByLabel("Search agents by name")).toHaveValue("scout");
  await expect(page.getByText("1 of 1")).toBeVisible();
  await expectGoodLooks(page);

  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByText("3 of 3")).toBeVisible();
  await page.getByRole("button", { name: "Agent", exact: true }).click();
  await expect(page).toHaveURL(/sort=name/);
  await expect(page.getByRole("row").nth(1)).toContainText("other");
  await page.getByLabel("Search agents by name").fill("100%_nothing");
  await expect(page.getByText("No agent matches")).toBeVisible();
  await expectGoodLooks(page);
  await visit(page, '/agents?filter={"nmae":1}');
  await expect(page.getByText("Custom filter")).toBeVisible();
  await expect(page.getByText("Could not load the agents")).toBeVisible();
  await page.getByRole("button", { name: "Remove the custom filter" }).click();
  await expect(page.getByText("3 of 3")).toBeVisible();
});

test("a filter with alternatives becomes a shared view that somebody else opens", async ({ signedIn, place }) => {
  const ada = await signedIn({ role: "admin", name: "Ada" });
  const eve = await signedIn({ role: "viewer", name: "Eve" });
  await insertAgents(place, ada.id, [
    { name: "bill-reader", tags: ["finance"] },
    { name: "scout", tags: ["prod"] },
    { name: "bill-disabled", reviewStatus: "DISABLED" },
    { name: "other" },
  ]);
  const { page } = ada;
  await visit(page, "/agents");
  await addFilter(page, { choices: ["Active"] });
  await addFilter(page, { field: "Name", text: "bill" });
  await expect(page.getByText("1 of 1")).toBeVisible();
  await addFilter(page, { field: "Tag", text: "prod" }, /^Add or beside Name contains bill/);
  await expect(page.getByText("2 of 2")).toBeVisible();
  await expect(page.getByRole("button", { name: "Joined by or: change to and" })).toBeVisible();
  await page.getByRole("button", { name: "Display" }).click();
  await page.getByLabel("Number", { exact: true }).check();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("columnheader", { name: "Number" })).toBeVisible();
  await expectGoodLooks(page);

  await page.getByRole("button", { name: /^View:/ }).click();
  await page.getByRole("menuitem", { name: "Save as a new view…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Bills and prod");
  await page.getByLabel("Share with the workspace").check();
  await page.getByRole("button", { name: "Save view" }).click();
  await expect(page.getByRole("button", { name: "View: Bills and prod", exact: true })).toBeVisible();

  await visit(eve.page, "/agents");
  await expect(eve.page.getByText("4 of 4")).toBeVisible();
  await eve.page.getByRole("button", { name: /^View:/ }).click();
  await eve.page.getByRole("menuitemradio", { name: /Bills and prod/ }).click();
  await expect(eve.page.getByText("2 of 2")).toBeVisible();
  await expect(eve.page.getByRole("columnheader", { name: "Number" })).toBeVisible();
  await eve.page.getByRole("button", { name: /^View:/ }).click();
  await expect(eve.page.getByRole("menuitem", { name: "Rename…" })).toHaveCount(0);
  await eve.page.keyboard.press("Escape");

  await page.getByRole("button", { name: "View: Bills and prod", exact: true }).click();
  await page.getByRole("menuitemcheckbox", { name: "Open Agents with this view" }).click();
  await expect(page.getByText("Agents open with Bills and prod", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await visit(page, "/agents");
  await expect(page).toHaveURL(/view=viw_/);
  await expect(page.getByText("2 of 2")).toBeVisible();
});

test("a tab of another workspace opens Agents with the view chosen there, not with that of new tabs", async ({
  signedIn,
  place,
}) => {
  const { id, page } = await signedIn({ role: "admin" });
  const other = await given.place();
  await db().membership.create({ data: { workspaceId: other.id, userId: id, role: "developer" } });
  await db().user.update({ where: { id }, data: { defaultWorkspaceId: place.id } });
  await insertAgents(place, id, [{ name: "here-a" }, { name: "here-b" }]);
  await insertAgents(other, id, [{ name: "there-a" }, { name: "there-b" }, { name: "there-c" }]);
  await insertOpeningView(place, id, { name: "Only a", query: "q=-a" });
  await visit(page, "/agents");
  await expect(page).toHaveURL(/view=viw_/);
  await expect(page.getByText("1 of 1")).toBeVisible();

  await page.evaluate((workspace) => sessionStorage.setItem("muster.workspace", workspace), other.id);
  const asked = workspacesAsked(page);
  await visit(page, "/agents");
  await expect(page.getByText("3 of 3")).toBeVisible();
  await expect(page.getByRole("button", { name: "View: All agents", exact: true })).toBeVisible();
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter(([, workspace]) => workspace !== other.id)).toEqual([]);
  await insertOpeningView(other, id, { name: "Without a", query: "q=-b" });
  await visit(page, "/agents");
  await expect(page.getByRole("button", { name: "View: Without a", exact: true })).toBeVisible();
  await expect(rowOf(page, "there-b")).toBeVisible();
  await expect(page.getByText("1 of 1")).toBeVisible();
});

test("what is done to many is told for each of them, and can be undone", async ({ signedIn, place, packageFile }) => {
  const admin = await signedIn({ role: "admin" });
  const { page } = admin;
  // Wide enough for the column of tags.
  await page.setViewportSize({ width: 1440, height: 900 });
  await submitByApi(admin, await packageFile(adderRecipe("packaged")));
  await insertAgents(place, admin.id, [{ name: "plain-a" }, { name: "plain-b" }]);
  await visit(page, "/agents?sort=name");
  await page.getByLabel("Select all rows shown").check();
  await page.getByRole("button", { name: "Disable" }).click();
  const report = page.getByRole("dialog");
  await expect(report.getByRole("heading", { name: "packaged disabled" })).toBeVisible();
  await expect(report.getByRole("listitem").first()).toContainText(/plain-.*no package/);
  await expectGoodLooks(page);
  await report.getByRole("button", { name: /^Undo the 1/ }).click();
  await expect(page.getByText("packaged enabled", { exact: true })).toBeVisible();
  await expect(rowOf(page, "packaged").getByText("Active")).toBeVisible();

  await page.getByLabel("Select plain-a").check();
  await page.getByLabel("Select plain-b").check();
  await page.getByRole("button", { name: "Tag…" }).click();
  await page.getByLabel("Tags").fill("prod, Finance");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("2 agents tagged", { exact: true })).toBeVisible();
  await expect(rowOf(page, "plain-a").getByText("finance")).toBeVisible();

  await page.getByLabel("Select plain-a").click();
  await page.getByLabel("Select packaged").click();
  await page.getByLabel("Select plain-b").click({ modifiers: ["Shift"] });
  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Delete 3 agents" }).click();
  await expect(page.getByText("3 agents moved to the trash", { exact: true })).toBeVisible();
  await expect(page.getByText("No agents yet")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(page.getByText("3 of 3")).toBeVisible();
});

test("the keyboard alone filters, chooses and peeks", async ({ signedIn, place }) => {
  const { id, page } = await signedIn({ role: "admin" });
  await insertAgents(place, id, [{ name: "a-one" }, { name: "a-two" }, { name: "b-three" }]);
  await visit(page, "/agents?sort=name");
  await expect(page.getByText("3 of 3")).toBeVisible();
  await page.keyboard.press("f");
  await page.getByLabel("Field").focus();
  await page.keyboard.type("Name");
  await page.getByLabel("Name contains").focus();
  await page.keyboard.type("a-");
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 of 2")).toBeVisible();
  await page.getByRole("link", { name: "a-one" }).focus();
  await page.keyboard.press("x");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+X");
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("2 selected")).toBeHidden();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Space");
  const peek = page.getByRole("dialog");
  await expect(peek.getByRole("heading", { name: "a-one" })).toBeVisible();
  await expect(page).toHaveURL(/peek=agt_/);
  await page.keyboard.press("j");
  await expect(peek.getByRole("heading", { name: "a-two" })).toBeVisible();
  await page.keyboard.press("k");
  await expect(peek.getByRole("heading", { name: "a-one" })).toBeVisible();
  await expectGoodLooks(page);
  await page.keyboard.press("Escape");
  await expect(peek).toBeHidden();
});

test("the export holds every row of the filter", async ({ signedIn, place }) => {
  const { id, page } = await signedIn({ role: "viewer" });
  await insertAgents(place, id, [
    ...Array.from({ length: 230 }, (_, n) => ({ name: `row-${String(n).padStart(3, "0")}` })),
    { name: "=cmd()", description: 'says "hi", twice' },
    { name: "left-out", reviewStatus: "DISABLED" as const },
  ]);
  await visit(page, "/agents?sort=name");
  await addFilter(page, { choices: ["Active"] });
  await expect(page.getByText(/of 231$/)).toBeVisible();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^agents-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(232);
  expect(lines[1]).toContain(`,'=cmd(),"says ""hi"", twice",ACTIVE`);
  expect(lines.at(-1)).toContain("row-229");
  await expect(page.getByText("231 agents exported", { exact: true })).toBeVisible();
});

test("ten thousand agents scroll, with few rows in the page, and a change waits for the reader", async ({
  signedIn,
  place,
  packageFile,
}) => {
  test.setTimeout(180_000);
  const admin = await signedIn({ role: "admin" });
  const { page } = admin;
  await insertBulk(place, admin.id, 10_000);
  await visit(page, "/agents?sort=name");
  await expect(page.getByText("100 of 10000")).toBeVisible();
  await expect(rowOf(page, "bulk-00001")).toBeVisible();
  for (let rows = 200; rows <= 1_200; rows += 100) {
    await page.evaluate(() => window.scrollTo({ top: document.documentElement.scrollHeight }));
    await expect(page.getByText(new RegExp(`^(${rows}|${rows + 100}|${rows + 200}) of 10000$`))).toBeVisible();
  }
  expect(await page.getByRole("row").count()).toBeLessThan(150);
  await expect(page.getByRole("row", { name: /bulk-01/ }).first()).toBeVisible();
  await page.setViewportSize({ width: 360, height: 800 });
  await expect(page.getByRole("row", { name: /bulk-/ }).first()).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 800 });

  await submitByApi(admin, await packageFile(adderRecipe("aaa-newcomer")));
  await page.getByRole("button", { name: /Agents have changed/ }).click();
  await expect(rowOf(page, "aaa-newcomer")).toBeVisible();
  await expect(page.getByText("100 of 10001")).toBeVisible();
});
