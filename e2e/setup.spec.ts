import { expect, test } from "@playwright/test";
import { makeDataFolder, type Product, removeDataFolder, startProduct } from "@/lib/testing/product";
import { collectComplaints, expectGoodLooks } from "./looks";

const password = "correct horse 9";
let folder: string;
let product: Product;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = makeDataFolder();
  product = await startProduct({ folder, env: { MUSTER_RATE_LIMIT: "0", MUSTER_LOG_LEVEL: "warn" } });
});
test.afterAll(async () => {
  await product?.stop();
  if (folder) removeDataFolder(folder);
});

test("the one-time link makes the first admin, who is signed in, signs out and in again", async ({ page }) => {
  const complaints = collectComplaints(page);
  const { url, setupLink = "" } = product;

  await page.goto(url);
  await expect(page.getByRole("heading", { name: "Muster is not set up yet" })).toBeVisible();
  await expect(page.getByText("npm start")).toBeVisible();
  await expectGoodLooks(page);

  await page.goto(`${url}/setup`);
  await expect(page.getByText("This page needs the one-time link.")).toBeVisible();
  await page.getByLabel("Set-up link").fill("nothing");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("There is no token in this.")).toBeVisible();
  await expectGoodLooks(page);
  await page.getByLabel("Set-up link").fill(`st_${"x".repeat(43)}`);
  await page.getByRole("button", { name: "Continue" }).click();
  await fillSetup(page);
  await page.getByRole("button", { name: "Create admin and workspace" }).click();
  await expect(page.getByRole("heading", { name: "This set-up link has expired" })).toBeVisible();

  await page.goto("about:blank");
  await page.goto(setupLink);
  await page.getByLabel("Password", { exact: true }).fill("ada");
  await expect(page.getByRole("listitem").filter({ hasText: "At least 8 characters" })).toContainText("not yet kept");
  await fillSetup(page);
  await expect(page.getByText("(kept)")).toHaveCount(3);
  await expectGoodLooks(page);
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url()));
  await page.getByRole("button", { name: "Create admin and workspace" }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  expect(sent.filter((address) => address.includes("st_"))).toEqual([]);
  await expect(page.getByRole("heading", { name: "From a package to a running agent" })).toBeVisible();
  await expectGoodLooks(page);

  await page.getByRole("button", { name: "Account of Ada" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out")).toBeVisible();
  await page.goto(setupLink);
  await expect(page.getByRole("heading", { name: "Muster is set up already" })).toBeVisible();

  await page.goto(`${url}/submissions?status=declined`);
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.getByLabel("Password", { exact: true }).fill("wrong horse 9");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "E-mail or password is wrong" })).toBeVisible();
  await expectGoodLooks(page);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Submissions", exact: true })).toBeVisible();
  await expect(page).toHaveURL(`${url}/submissions?status=declined`);
  expect(complaints).toEqual([]);
});

async function fillSetup(page: import("@playwright/test").Page) {
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("Start with samples").uncheck();
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Workspace").fill("Analytical engines");
}
