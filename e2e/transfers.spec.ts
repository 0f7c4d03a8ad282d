import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { db } from "@/lib/db";
import { given } from "@/lib/testing/given";
import { expect, test } from "./fixtures";
import { expectGoodLooks } from "./looks";
import { agentZip, completeAgent, editByApi, publishByApi, type ZipUpload } from "./transfer-scene";
import { alive, visit } from "./visit";

test.describe.configure({ timeout: 180_000 });

const exporting = (page: Page) => page.getByRole("dialog", { name: "Export Invoice Roast" });
const listed = (page: Page, name: string) => page.getByRole("list", { name });
const drop = (page: Page, file: ZipUpload) =>
  page.getByLabel("Drop the zip of an agent here").last().setInputFiles(file);

/** Downloads the zip of the dialog that is open. */
async function downloaded(page: Page): Promise<ZipUpload> {
  const coming = page.waitForEvent("download");
  await exporting(page).getByRole("link", { name: "Download zip" }).click();
  const download = await coming;
  const name = download.suggestedFilename();
  await expect(exporting(page).getByRole("status").filter({ hasText: name })).toBeVisible();
  return { name, mimeType: "application/zip", buffer: await readFile(await download.path()) };
}

async function openExport(page: Page): Promise<void> {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Export…" }).click();
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
}

test("an agent goes as a zip to another workspace, where its page says what it lacks until it is published", async ({
  place,
  signedIn,
}) => {
  const dana = await signedIn({ role: "developer", name: "Dana" });
  const { page } = dana;
  const other = await given.place({ name: "Branch office" });
  await db().membership.create({ data: { workspaceId: other.id, userId: dana.id, role: "developer" } });
  const id = await completeAgent(dana, place.id);
  const { ctx } = await given.member(other, { role: "developer" });
  await given.agent(ctx, { name: "Invoice Roast" });

  await visit(page, `/agents/${id}`);
  await openExport(page);
  await expect(listed(page, "Files in the zip")).toContainText("knowledge/vat-rates.csv");
  await expect(listed(page, "Secrets that are not in the zip")).toContainText("INVOICE_TOOLS_AUTHORIZATION");
  await expectGoodLooks(page);
  const zip = await downloaded(page);
  expect(zip.name).toBe("invoice-roast-draft.zip");
  expect(zip.buffer.includes("canary")).toBe(false);
  await exporting(page).getByRole("button", { name: "Close" }).first().click();

  await page.getByRole("button", { name: /^Workspace .*, change$/ }).click();
  await page.getByRole("menuitemradio", { name: /^Branch office/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await visit(page, "/agents");
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await expectGoodLooks(page);
  await drop(page, zip);
  await expect(page.getByRole("heading", { name: "What was read" })).toBeFocused();
  await expect(page.getByLabel("Name")).toHaveValue("Invoice Roast (2)");
  await expect(listed(page, "What comes with it").getByRole("listitem")).toHaveText([
    /Invoice tools.*New/,
    /Receipts.*New/,
  ]);
  const lacks = listed(page, "What it lacks here");
  await expect(lacks).toContainText("Data connection ledger-prod");
  await expect(lacks).toContainText("Header Authorization of MCP server Invoice tools");
  await expectGoodLooks(page);

  await page.getByLabel("Name").fill("Invoice Roast");
  await page.getByRole("button", { name: "Import as a draft" }).click();
  await expect(page.getByText("Another agent here has this name. Choose another one.")).toBeVisible();
  await expectGoodLooks(page);
  await page.getByLabel("Name").fill("Invoice Roast North");
  await page.getByRole("button", { name: "Import as a draft" }).click();
  await expect(page.getByRole("heading", { name: "Invoice Roast North", level: 1 })).toBeVisible();
  await alive(page);

  const todo = listed(page, "Still to do after the import");
  await expect(todo.getByLabel("Open")).toHaveCount(2);
  await expectGoodLooks(page);
  await todo.getByRole("button", { name: "Create data connection ledger-prod" }).click();
  const form = page.getByRole("dialog", { name: "New data connection" });
  await expect(form.getByLabel(/^Name/)).toHaveValue("ledger-prod");
  await form.getByRole("button", { name: "Create data connection" }).click();
  await expect(todo.getByLabel("Done")).toHaveCount(1);
  await todo.getByRole("link", { name: "Set it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Invoice tools" })).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("Name of header 2").fill("Authorization");
  await page.getByLabel("Value of header 2").fill("Bearer other");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.goBack();
  await expect(todo.getByLabel("Done")).toHaveCount(2);

  await page.getByRole("button", { name: "Publish…" }).click();
  const publishing = page.getByRole("dialog", { name: "Publish the draft of Invoice Roast North?" });
  await publishing.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Invoice Roast North: v1 is live", { exact: true })).toBeVisible();
  await expect(todo).toHaveCount(0);
});

test("a connection is created while the import is checked, and what does not arrive is listed by entry", async ({
  signedIn,
}) => {
  const { page } = await signedIn({ role: "developer", name: "Dana" });
  await visit(page, "/agents/import");
  await drop(page, agentZip());
  await expect(page.getByLabel("Name")).toHaveValue("Invoice Roast");
  const behind = listed(page, "What does not arrive as it was");
  await expect(behind).toContainText("notes.txt");
  await expect(behind).toContainText("made-by");
  await page.getByRole("button", { name: "Create data connection ledger-prod" }).click();
  const form = page.getByRole("dialog", { name: "New data connection" });
  await expect(form.getByLabel(/^Name/)).toHaveValue("ledger-prod");
  await form.getByRole("button", { name: "Create data connection" }).click();
  await expect(listed(page, "What it lacks here").getByLabel("Done")).toHaveCount(1);
  // Saving the connection must not have imported anything.
  await expect(page).toHaveURL(/\/agents\/import$/);
  await page.getByRole("button", { name: "Import as a draft" }).click();
  await expect(page.getByRole("heading", { name: "Invoice Roast", level: 1 })).toBeVisible();
  const todo = listed(page, "Still to do after the import");
  await expect(todo).toContainText("Invoice tools");
  await expect(todo).not.toContainText("ledger-prod");
});

test("a hostile zip is refused with the entry that it is about, and nothing of it is kept", async ({
  place,
  signedIn,
}) => {
  const { page } = await signedIn({ role: "developer" });
  await visit(page, "/agents/import");
  await drop(page, agentZip([{ path: "knowledge/../../etc/passwd", body: "root::0:0" }], "hostile.zip"));
  const refusal = page.getByRole("alert").filter({ hasText: "The package was not accepted" });
  await expect(refusal).toContainText("knowledge/../../etc/passwd");
  await expect(refusal).toContainText("Take this entry out of the zip");
  await expectGoodLooks(page);
  await drop(page, { ...agentZip(), name: "notes.txt" });
  const said = page.getByRole("region", { name: "Import" }).getByRole("alert");
  await expect(said).toContainText("notes.txt is not a .zip file.");
  await drop(page, { ...agentZip(), buffer: Buffer.from("not a zip at all") });
  await expect(said).toContainText("not a zip archive");
  expect(await db().agent.count({ where: { workspaceId: place.id } })).toBe(0);
});

test("readers export what was live and not the draft, and import nothing", async ({ place, signedIn }) => {
  const dana = await signedIn({ role: "developer", name: "Dana" });
  const vic = await signedIn({ role: "viewer", name: "Vic" });
  const id = await completeAgent(dana, place.id);
  await publishByApi(dana, place.id, id);
  await editByApi(dana, place.id, id);
  await visit(dana.page, `/agents/${id}`);
  await openExport(dana.page);
  await expect(exporting(dana.page).getByLabel("Version").locator("option")).toHaveText(["Draft", "Live (v1)"]);

  const { page } = vic;
  await visit(page, `/agents/${id}?tab=versions`);
  await page.getByRole("button", { name: "Actions for v1" }).click();
  await page.getByRole("menuitem", { name: "Export…" }).click();
  await expect(exporting(page).getByLabel("Version").locator("option")).toHaveText(["Live (v1)"]);
  expect((await downloaded(page)).name).toBe("invoice-roast-v1.zip");
  const draft = await page.request.get(`/tenants/${place.id}/api/v2/agents/${id}/export?version=draft`);
  expect(draft.status()).toBe(403);

  // Deleted while the dialog is open: the link is not followed into an error.
  await db().agent.update({ where: { id }, data: { deletedAt: new Date(), retentionTier: "medium" } });
  await exporting(page).getByRole("link", { name: "Download zip" }).click();
  await expect(exporting(page).getByRole("alert")).toContainText("The export was refused");
  await expectGoodLooks(page);

  await visit(page, "/agents");
  await expect(page.getByRole("link", { name: "Import", exact: true })).toHaveCount(0);
  await visit(page, "/agents/import");
  await expect(page.getByText("You may not import agents here")).toBeVisible();
  await expectGoodLooks(page);
});

test("an agent is imported with the keyboard alone", async ({ signedIn }) => {
  const { page } = await signedIn({ role: "developer" });
  await visit(page, "/");
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByPlaceholder("Go to a page, agent, package, plugin or persona…")).toBeFocused();
  await page.keyboard.type("import an ag");
  await page.keyboard.press("Enter");
  const choose = page.getByRole("button", { name: "Choose a file" });
  await expect(choose).toBeVisible();
  await tabTo(page, choose);
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(agentZip());
  await expect(page.getByRole("heading", { name: "What was read" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Name")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Invoice Roast", level: 1 })).toBeVisible();
});

test("an upload shows how far it is and can be cancelled, and another zip can be dropped anywhere", async ({
  signedIn,
}) => {
  const { page } = await signedIn({ role: "developer" });
  await visit(page, "/agents/import");
  const slow = await page.context().newCDPSession(page);
  const network = { offline: false, latency: 0, downloadThroughput: -1 };
  await slow.send("Network.emulateNetworkConditions", { ...network, uploadThroughput: 100_000 });
  await drop(page, agentZip([{ path: "knowledge/noise.bin", body: randomBytes(3_000_000), store: true }], "large.zip"));
  await expect(page.getByRole("progressbar", { name: "Upload of large.zip" })).toBeVisible();
  await expect(page.getByText(/of 2\.9 MiB/)).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("button", { name: "Choose a file" })).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "not accepted" })).toHaveCount(0);
  await slow.send("Network.emulateNetworkConditions", { ...network, uploadThroughput: -1 });

  await drop(page, agentZip());
  await expect(page.getByText("invoice-roast.zip")).toBeVisible();
  // While a zip is being checked none can be dropped.
  await expect(page.getByRole("heading", { name: "What was read" })).toBeVisible();
  const { buffer } = agentZip();
  const bytes = buffer.toString("base64");
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], "second.zip"));
    return data;
  }, bytes);
  const wizard = page.getByRole("region", { name: "Import", exact: true });
  await wizard.dispatchEvent("dragover", { dataTransfer: transfer });
  await expect(page.getByText("Let go to read this zip")).toBeVisible();
  await wizard.dispatchEvent("drop", { dataTransfer: transfer });
  await expect(page.getByText("second.zip")).toBeVisible();
});

test("an import that got no answer is sent again as the same one, under another name as another", async ({
  place,
  signedIn,
}) => {
  const { page } = await signedIn({ role: "developer" });
  await visit(page, "/agents/import");
  await drop(page, agentZip());
  const keys: (string | undefined)[] = [];
  await page.route("**/api/v2/agents/import", (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    return keys.length < 4 ? route.abort() : route.continue();
  });
  const send = async (answers: number) => {
    await page.getByRole("button", { name: "Import as a draft" }).click();
    await expect.poll(() => keys.length).toBe(answers);
  };
  await send(1);
  await expect(page.getByRole("alert").filter({ hasText: "The agent was not imported" })).toBeVisible();
  await expectGoodLooks(page);
  await send(2);
  await expect(page.getByRole("alert").filter({ hasText: "The agent was not imported" })).toBeVisible();
  await page.getByLabel("Name").fill("Other");
  await send(3);
  await send(4);
  await expect(page.getByRole("heading", { name: "Other", level: 1 })).toBeVisible();
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
  expect(keys[3]).toBe(keys[2]);
  expect(await db().agent.count({ where: { workspaceId: place.id } })).toBe(1);
});
