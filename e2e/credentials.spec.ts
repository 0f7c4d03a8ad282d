import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expectGoodLooks } from "./looks";
import { expect, fill, test } from "./workspace-scene";

test("secrets are written, exported and brought back, and never shown", async ({ signedIn, running }) => {
  await fill(running, { ".env": "OLD=1\n" });
  const { page } = await signedIn({ role: "admin", name: "Ada" });
  await page.goto(`/agents/${running.id}?tab=credentials`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const files = page.getByRole("table", { name: `Credential files of ${running.name}` });
  await expect(files.getByRole("row", { name: /^\.env/ })).toContainText("There");
  await expect(page.getByText("1 variable is set now")).toBeVisible();
  await expectGoodLooks(page);

  await page.getByLabel("Name of variable 1").fill("1BAD");
  await page.getByRole("button", { name: "Replace .env" }).click();
  await expect(page.getByText("Letters, digits and _, and no digit first")).toBeVisible();
  await page.getByLabel("Name of variable 1").fill("SEARCH_KEY");
  await page.getByLabel("Value of variable 1").fill("it's a secret #1");
  await page.getByRole("button", { name: "Add a variable" }).click();
  await page.getByLabel("Name of variable 2").fill("REGION");
  await page.getByLabel("Value of variable 2").fill("eu");
  await page.getByRole("button", { name: "Replace .env" }).click();
  await expect(page.getByText(`.env of ${running.name} holds 2 variables`, { exact: true })).toBeVisible();
  await expect(page.getByText("2 variables are set now")).toBeVisible();
  const written = join(running.root, ".env");
  expect(await readFile(written, "utf8")).toBe('SEARCH_KEY="it\'s a secret #1"\nREGION=eu\n');
  expect((await stat(written)).mode & 0o777).toBe(0o600);
  await expect(page.getByLabel("Value of variable 1")).toHaveValue("");
  expect(await page.content()).not.toContain("a secret #1");

  await page.getByLabel("JSON", { exact: false }).fill('{"servers": {}}');
  await page.getByRole("button", { name: "Write .mcp.json" }).click();
  await expect(page.getByText('It needs an object "mcpServers"')).toBeVisible();
  await page.getByLabel("JSON", { exact: false }).fill('{"mcpServers": {}}');
  await page.getByRole("button", { name: "Write .mcp.json" }).click();
  await expect(page.getByText(`.mcp.json of ${running.name} written`, { exact: true })).toBeVisible();

  const upload = { name: "client.key", mimeType: "application/octet-stream", buffer: Buffer.from([1, 2, 255]) };
  await page.getByLabel("Credential file", { exact: true }).setInputFiles(upload);
  await page.getByLabel("Path in the workspace").fill("notes.txt");
  await expect(page.getByText("Not the path of a credential file")).toBeVisible();
  await page.getByLabel("Path in the workspace").fill("tls/client.key");
  await page.getByRole("button", { name: "Write file" }).click();
  await expect(files.getByRole("row", { name: /tls\/client\.key/ })).toBeVisible();
  expect(await readFile(join(running.root, "tls/client.key"))).toEqual(upload.buffer);

  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const bundle = await readFile(await (await saving).path());
  expect(bundle.toString()).not.toContain("a secret");
  await fill(running, { ".env": "LOST=1\n" });
  await page
    .getByLabel("Credentials bundle")
    .setInputFiles({ name: "saved.enc", mimeType: "application/json", buffer: bundle });
  await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText(`${running.name}: 3 credential files imported`, { exact: true })).toBeVisible();
  expect(await readFile(written, "utf8")).toContain("SEARCH_KEY");
});

test("who may not edit the agent is told who may", async ({ signedIn, running }) => {
  const { page } = await signedIn({ role: "viewer" });
  await page.goto(`/agents/${running.id}?tab=credentials`);
  await expect(page.getByText("You may not see the credentials of this agent")).toBeVisible();
  await expectGoodLooks(page);
});
