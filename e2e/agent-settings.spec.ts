import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { expectGoodLooks } from "./looks";
import { expect, test } from "./workspace-scene";

test("settings of an agent are saved, tried and undone", async ({ signedIn, running }) => {
  const { page } = await signedIn({ role: "admin", name: "Ada" });
  await page.goto(`/agents/${running.name}?tab=settings`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const stored = () => db().agent.findUniqueOrThrow({ where: { id: running.id } });
  await page.getByLabel("Act by itself").click();
  await expect(page.getByLabel("Act by itself")).toBeChecked();
  await expect(page.getByText(`${running.name} acts by itself`, { exact: true })).toBeVisible();
  expect((await stored()).autonomy).toBe(true);
  await expectGoodLooks(page);

  await page.getByLabel("Seconds one execution may take").fill("5");
  const timeout = page.locator("section", { has: page.getByRole("heading", { name: "Timeout" }) });
  await timeout.getByRole("button", { name: "Save" }).click();
  await expect(timeout.getByRole("alert")).toHaveText("A whole number of seconds from 60 to 7,200");
  await page.getByLabel("Seconds one execution may take").fill("1800");
  await timeout.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(`Timeout of ${running.name} saved`, { exact: true })).toBeVisible();
  expect((await stored()).timeoutSeconds).toBe(1800);

  await page.getByLabel("Try a path").fill("src/main.py");
  await expect(page.getByText("Blocked by *.py")).toBeVisible();
  await page.getByLabel("Try a path").fill("output/main.py");
  await expect(page.getByText("Allowed by output/*")).toBeVisible();
  await page.getByLabel("Blocked", { exact: true }).fill("*.csv");
  await page.getByLabel("Try a path").fill("src/main.py");
  await expect(page.getByText("Allowed: no pattern names it.")).toBeVisible();
  await page.getByLabel("The agent may not write what is blocked").check();
  const readOnly = page.locator("section", { has: page.getByRole("heading", { name: "Read-only mode" }) });
  await readOnly.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(`Read-only mode of ${running.name} saved`, { exact: true })).toBeVisible();
  expect(await stored()).toMatchObject({ readOnly: true, readOnlyPatterns: { blocked: ["*.csv"] } });

  await page.getByLabel("Memory").selectOption("8g");
  const resources = page.locator("section", { has: page.getByRole("heading", { name: "Resources" }) });
  await resources.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Restart to apply")).toBeVisible();

  await page.getByLabel("Tags").fill("Prod, finance");
  const tags = page.locator("section", { has: page.getByRole("heading", { name: "Tags" }) });
  await tags.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(`Tags of ${running.name} saved`, { exact: true })).toBeVisible();
  await expectGoodLooks(page);

  await page.getByRole("button", { name: "Rename…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("New name").fill("list");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(dialog.getByRole("alert").first()).toBeVisible();
  await dialog.getByLabel("New name").fill("Market Research");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByText(`${running.name} is now market-research`, { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\/agents\/market-research\?tab=settings/);
  await expect(page.getByRole("heading", { name: "market-research" })).toBeVisible();
});

test("SSH is asked for with a key that is shown once", async ({ signedIn, running }) => {
  await db().runtime.update({ where: { agentId: running.id }, data: { port: 20_000 + (Date.now() % 10_000) } });
  const { page, name } = await signedIn({ role: "admin" });
  await page.goto(`/agents/${running.id}?tab=settings`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByText(/^Nobody\. Whoever asks appears here/)).toBeVisible();
  await page.getByRole("button", { name: "Ask for access…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Use my own public key").check();
  await dialog.getByRole("textbox", { name: "Public key" }).fill("ssh-nothing");
  await dialog.getByRole("button", { name: "Give access" }).click();
  await expect(dialog.getByRole("alert").first()).toBeVisible();
  await dialog.getByLabel("Make a pair").check();
  await dialog.getByRole("button", { name: "Give access" }).click();
  await expect(dialog.getByRole("textbox", { name: "Private key" })).toHaveValue(
    /^-----BEGIN OPENSSH PRIVATE KEY-----/,
  );
  await expectGoodLooks(page);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(/^ssh -i muster_key/)).toBeVisible();
  expect(await page.content()).not.toContain("OPENSSH PRIVATE KEY");
  const grants = page.getByRole("region", { name: "Who has access now" });
  await expect(grants.getByRole("listitem")).toContainText([`${name} (you)`]);
  await expectGoodLooks(page);
  await grants.getByRole("button", { name: /^End the access of/ }).click();
  await dialog.getByRole("button", { name: "End access" }).press("Enter");
  await expect(page.getByText(/^Nobody\. Whoever asks appears here/)).toBeVisible();
  expect(await db().sshGrant.count({ where: { agentId: running.id } })).toBe(0);
});

test("a viewer sees the settings and changes none", async ({ signedIn, running }) => {
  const { page } = await signedIn({ role: "viewer" });
  await page.goto(`/agents/${running.id}?tab=settings`);
  await expect(page.getByText("may change this").first()).toBeVisible();
  await expect(page.getByLabel("Act by itself")).toBeDisabled();
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  await expectGoodLooks(page);
});

test("folders are offered by one agent and reach another at its next start", async ({ signedIn, running, place }) => {
  const { id: ownerId, page } = await signedIn({ role: "admin" });
  const { id } = await db().agent.create({
    data: {
      id: newId("agent"),
      workspaceId: place.id,
      name: "data-agent",
      hosting: "container",
      ownerId,
      createdById: ownerId,
    },
  });
  await page.goto(`/agents/${id}?tab=folders`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.getByLabel("Offer a folder of data-agent to others").click();
  await expect(page.getByLabel("Offer a folder of data-agent to others")).toBeChecked();
  await expect(page.getByText("Folders of data-agent saved", { exact: true })).toBeVisible();
  await page.goto(`/agents/${running.id}?tab=folders`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "Whose folders it could get" })).toContainText("data-agent");
  await page.getByLabel("Get the folders that others offer").click();
  await expect(page.getByLabel("Get the folders that others offer")).toBeChecked();
  await expect(page.getByText("Restart to apply", { exact: true })).toBeVisible();
  await expect(page.getByText("From the next start")).toBeVisible();
  await expectGoodLooks(page);
  await page.goto(`/agents/${id}?tab=folders`);
  await expect(page.getByRole("region", { name: "Who uses it" })).toContainText(running.name);
});
