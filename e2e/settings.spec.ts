import type { Page } from "@playwright/test";
import { totpCode, totpStep } from "@/lib/auth/totp";
import { given } from "@/lib/testing/given";
import { expect, test } from "./fixtures";
import { collectComplaints, expectGoodLooks } from "./looks";
import { alive, revisit, visit } from "./visit";

const password = "correct horse 9";
const address = () => process.env.MUSTER_E2E_URL ?? "";
const unique = () => Math.random().toString(36).slice(2, 10);

const row = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });

async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** Opens an event stream over HTTP; `ended` says after how many ms from `mark` it was over, and its last words. */
async function openStream(key: string) {
  const response = await fetch(`${address()}/api/events`, { headers: { authorization: `Bearer ${key}` } });
  expect(response.status).toBe(200);
  let marked = 0;
  const read = async () => {
    const text = await response.text();
    return { after: performance.now() - marked, text };
  };
  const ended = read();
  const mark = () => {
    marked = performance.now();
  };
  return { mark, ended };
}

test("an admin invites a person, who comes, gets a role and a key; when they are disabled, key, stream and page die", async ({
  signedIn,
  browser,
  place,
}) => {
  test.setTimeout(120_000);
  const admin = await signedIn({ role: "owner", name: "Ada", instanceAdmin: true });
  const email = `bob-${unique()}@example.com`;
  await visit(admin.page, "/settings/users");
  await admin.page.getByRole("button", { name: "Invite user" }).click();
  await admin.page.getByLabel("E-mail").fill("nobody");
  await admin.page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(admin.page.getByRole("alert").filter({ hasText: "one e-mail address" })).toBeVisible();
  await admin.page.getByLabel("E-mail").fill(email);
  await admin.page.getByLabel(`Role in ${place.name}`).selectOption("viewer");
  await admin.page.getByRole("button", { name: "Invite", exact: true }).click();
  const link = await admin.page.getByLabel("invitation link", { exact: true }).inputValue();
  await expectGoodLooks(admin.page);
  await admin.page.getByRole("button", { name: "Done" }).click();
  await expect(row(admin.page, email)).toContainText("Invited");

  const context = await browser.newContext({ baseURL: address() });
  const page = await context.newPage();
  const complaints = collectComplaints(page);
  await page.goto(link);
  await page.getByLabel("Your name").fill("Bob");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Accept and sign in" }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();

  await visit(admin.page, "/settings/members");
  await expect(row(admin.page, email)).toContainText("Viewer");
  await choose(admin.page, "Bob", "Role and rights…");
  await admin.page.getByLabel("Role", { exact: true }).selectOption("developer");
  await admin.page.getByRole("button", { name: "Save" }).click();
  await expect(row(admin.page, email)).toContainText("Developer");

  await visit(page, "/settings/api-keys");
  await expect(page.getByText("No API keys yet")).toBeVisible();
  await expectGoodLooks(page);
  await page.getByRole("button", { name: "New API key" }).first().click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Nightly report");
  await expectGoodLooks(page);
  await page.getByRole("button", { name: "Create key" }).click();
  const key = await page.getByLabel("API key", { exact: true }).inputValue();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(row(page, "Nightly report")).toContainText("read");
  await expectGoodLooks(page);
  const ask = async () => (await fetch(`${address()}/api/me`, { headers: { authorization: key } })).status;
  expect(await ask()).toBe(200);

  const stream = await openStream(key);
  await visit(admin.page, `/settings/users?q=${email}`);
  await choose(admin.page, "Bob", "Disable…");
  await expect(admin.page.getByRole("dialog", { name: "Disable Bob?" })).toBeVisible();
  stream.mark();
  await admin.page.getByRole("button", { name: "Disable", exact: true }).click();
  await expect(row(admin.page, email)).toContainText("Disabled");
  const { after, text } = await stream.ended;
  expect(after).toBeLessThan(5_000);
  expect(text).toContain("session_ended");
  expect(await ask()).toBe(401);
  await expect(page.getByText("You were signed out")).toBeVisible({ timeout: 5_000 });
  expect(complaints).toEqual([]);
  await context.close();
});

test("two-factor is set up with an app, asked for at the next sign-in, and a recovery code helps once", async ({
  signedIn,
}) => {
  test.setTimeout(120_000);
  const { page, email, name } = await signedIn({ role: "developer", name: "Tove", password });
  await visit(page, "/settings/two-factor");
  await expectGoodLooks(page);
  await page.getByRole("button", { name: "Set up two-factor" }).click();
  await page.getByLabel("Your password").fill("wrong horse 9");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "is not your password" })).toBeVisible();
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByAltText("QR code for your authenticator app")).toBeVisible();
  const secret = (await page.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? "";
  await expectGoodLooks(page);
  await page.getByRole("textbox", { name: "Code", exact: true }).fill("000000");
  await page.getByRole("button", { name: "Switch two-factor on" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "is not the code of this moment" })).toBeVisible();
  await page.getByRole("textbox", { name: "Code", exact: true }).fill(totpCode(secret, totpStep(Date.now())));
  await page.getByRole("button", { name: "Switch two-factor on" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  const recovery = (await codes.first().textContent()) ?? "";
  await expectGoodLooks(page);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByRole("button", { name: "Switch two-factor off" })).toBeVisible();
  await expectGoodLooks(page);

  const signOut = async () => {
    await alive(page);
    await page.getByRole("button", { name: `Account of ${name}` }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page.getByText("You are signed out")).toBeVisible();
  };
  const signIn = async (code: string) => {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByLabel("Two-factor code").fill(code);
    await page.getByRole("button", { name: "Confirm" }).click();
  };
  await signOut();
  await signIn(totpCode(secret, totpStep(Date.now()) + 1));
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await signOut();
  await signIn(recovery);
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await signOut();
  await signIn(recovery);
  await expect(page.getByRole("alert").filter({ hasText: "E-mail or password is wrong" })).toBeVisible();
});

test("an admin changes how long deleted agents are kept; a member sees it and cannot", async ({ signedIn, place }) => {
  const admin = await signedIn({ role: "admin", name: "Ada" });
  await visit(admin.page, "/settings/workspace");
  await expect(admin.page.getByRole("radio", { name: "Medium" })).toBeChecked();
  await expectGoodLooks(admin.page);
  await admin.page.getByRole("radio", { name: "Long" }).check();
  await admin.page.getByRole("button", { name: "Save" }).nth(1).click();
  await expect(admin.page.getByText(`Saved ${place.name}`, { exact: true })).toBeVisible();
  await revisit(admin.page);
  await expect(admin.page.getByRole("radio", { name: "Long" })).toBeChecked();

  const member = await signedIn({ role: "developer", name: "Dev" });
  await visit(member.page, "/settings/workspace");
  await expect(member.page.getByRole("radio", { name: "Long" })).toBeChecked();
  await expect(member.page.getByRole("radio", { name: "Long" })).toBeDisabled();
  await expect(member.page.getByText("Owners and admins of the workspace can change this.").first()).toBeVisible();
  await expect(member.page.getByRole("button", { name: "Save" })).toHaveCount(0);
  await visit(member.page, "/settings/users");
  await expect(member.page.getByText("For instance admins")).toBeVisible();
  await expectGoodLooks(member.page);
});

test("every other page of the settings looks good, and what changes there takes effect", async ({
  signedIn,
  place,
}) => {
  test.setTimeout(180_000);
  const { page } = await signedIn({ role: "owner", name: "Ada", instanceAdmin: true, password });
  await visit(page, "/settings");
  await expect(page.getByRole("heading", { name: "Profile", exact: true })).toBeVisible();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Ada Lovelace");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Account of Ada Lovelace" })).toBeVisible();
  await page.getByLabel("Current password").fill("wrong horse 9");
  await page.getByLabel("New password").fill("another horse 10");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "is not your password" })).toBeVisible();
  await expectGoodLooks(page);
  for (const [path, heading] of [
    ["notifications", "Notifications"],
    ["sessions", "Sessions"],
    ["members", "Members"],
    ["workspaces", "Workspaces"],
    ["instance", "This instance"],
  ]) {
    await visit(page, `/settings/${path}`);
    await expect(page.getByRole("heading", { name: heading, exact: true })).toBeVisible();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await expectGoodLooks(page);
  }
  await visit(page, "/settings/workspaces");
  const name = `Blue ${unique()}`;
  await page.getByRole("button", { name: "New workspace" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(row(page, name)).toContainText("Owner");
  await choose(page, name, "Delete…");
  await expect(page.getByRole("button", { name: "Delete for good" })).toBeDisabled();
  await page.getByLabel(/to confirm$/).fill(name.toLowerCase().replace(" ", "-"));
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(row(page, name)).toHaveCount(0);
  await expect(row(page, place.name)).toHaveCount(1);

  const other = await given.place();
  await visit(page, `/settings/workspaces?q=${other.slug}`);
  await choose(page, other.name, "Join as owner…");
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(row(page, other.slug)).toContainText("Owner");
});

test("a person who lost the password gets a link from an admin and chooses a new one", async ({
  signedIn,
  browser,
}) => {
  const admin = await signedIn({ role: "owner", name: "Ada", instanceAdmin: true });
  const { email, name, page: before } = await signedIn({ role: "developer", name: "Lotte", password });
  await visit(before, "/settings/sessions");
  await expect(before.getByText("This session")).toBeVisible();
  await visit(admin.page, `/settings/users?q=${email}`);
  await choose(admin.page, name, "Reset password…");
  await admin.page.getByRole("button", { name: "Make link" }).click();
  const link = await admin.page.getByLabel("reset link", { exact: true }).inputValue();
  await expect(before.getByRole("button", { name: "Notifications, 1 unread" })).toBeVisible();

  const context = await browser.newContext({ baseURL: address() });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel("New password", { exact: true }).fill("another horse 10");
  await expectGoodLooks(page);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("heading", { name: "Your password is changed" })).toBeVisible();
  await expect(before.getByText("You were signed out")).toBeVisible();
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByLabel("New password", { exact: true }).fill("a third horse 11");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("heading", { name: "This link has expired" })).toBeVisible();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("another horse 10");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await context.close();
});
