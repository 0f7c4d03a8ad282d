import { decideByApi, expect, submitByApi, test } from "./fixtures";
import { expectGoodLooks } from "./looks";

test("a package that a user submits shows its findings at once and reaches the admin's queue without a reload", async ({
  signedIn,
  packageFile,
}) => {
  const admin = await signedIn({ role: "admin", name: "Ada" });
  await admin.page.goto("/");
  await expect(admin.page.getByText("Live", { exact: true })).toBeVisible();
  const user = await signedIn({ role: "developer", name: "Bob" });
  await user.page.goto("/submissions");
  await expect(user.page.getByText("You have not submitted anything yet")).toBeVisible();
  await expectGoodLooks(user.page);

  const files = { "tools/shell.py": "import os\nos.system('ls')\n" };
  await user.page
    .getByLabel("Drop a package here")
    .last()
    .setInputFiles(await packageFile({ name: "scout", files }));
  await expect(user.page.getByRole("heading", { name: "scout 0.1.0 waits for review" })).toBeVisible();
  await expect(user.page.getByText("tools/shell.py:2")).toBeVisible();
  await expectGoodLooks(user.page);

  await expect(admin.page.getByRole("link", { name: "Review 1 waits" })).toBeVisible();
  await expect(admin.page.getByRole("button", { name: "Notifications, 1 unread" })).toBeVisible();
  await expect(admin.page.getByRole("link", { name: /scout 0\.1\.0/ })).toBeVisible();
  await admin.page.getByRole("button", { name: "Notifications, 1 unread" }).click();
  await expect(admin.page.getByText("scout 0.1.0 waits for review")).toBeVisible();
  await expectGoodLooks(admin.page);
  await admin.page.getByRole("button", { name: "Mark all as read" }).click();
  await expect(admin.page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();
});

test("a hostile package is refused with a message that names the entry, and nothing of it is kept", async ({
  signedIn,
  packageFile,
}) => {
  const { page } = await signedIn({ role: "developer" });
  await page.goto("/submissions");
  const parts = [{ path: "calculator-agent/../../etc/passwd", body: "root::0:0" }];
  await page
    .getByLabel("Drop a package here")
    .last()
    .setInputFiles(await packageFile({ parts }));
  const refusal = page.getByRole("alert").filter({ hasText: "The package was not accepted" });
  await expect(refusal).toContainText("calculator-agent/../../etc/passwd");
  await expect(refusal).toContainText("Give the entry a path inside the package");
  await expectGoodLooks(page);
  await expect(page.getByText("You have not submitted anything yet")).toBeVisible();
});

test("a person without the right to submit reads why, and who can change it", async ({ signedIn }) => {
  await signedIn({ role: "owner", name: "Olivia Owner" });
  const { page } = await signedIn({ role: "viewer" });
  await page.goto("/submissions");
  await expect(page.getByText("You cannot submit packages here")).toBeVisible();
  await expect(page.getByText("Olivia Owner")).toBeVisible();
  await expect(page.getByRole("button", { name: "Choose a file" })).toHaveCount(0);
  await expectGoodLooks(page);
});

test("a declined package says why, takes its fixes, and shows how the approved one is installed and loaded", async ({
  signedIn,
  packageFile,
}) => {
  const admin = await signedIn({ role: "admin", name: "Ada" });
  const user = await signedIn({ role: "developer", name: "Bob" });
  const number = await submitByApi(user, await packageFile({ name: "scout" }));
  const { page } = user;
  await page.goto("/submissions");
  await page.getByRole("link", { name: "scout 0.1.0" }).click();
  await expect(page.getByText("Waits for review")).toBeVisible();

  await decideByApi(admin, number, "decline", "Please describe the add tool.");
  await expect(page.getByText("Declined by Ada", { exact: true })).toBeVisible();
  await expect(page.getByText("Please describe the add tool.").first()).toBeVisible();
  await expectGoodLooks(page);
  await page.goto("/");
  await expect(page.getByText("Declined: Please describe the add tool.")).toBeVisible();
  await expectGoodLooks(page);
  await page.getByRole("link", { name: /scout 0\.1\.0 Declined/ }).click();

  const fixed = await packageFile({ name: "scout", version: "0.1.1" });
  await page.getByLabel("Drop a new version of scout here").last().setInputFiles(fixed);
  await expect(page.getByRole("heading", { name: "scout 0.1.1" })).toBeVisible();
  await page.getByLabel("Write a comment").fill("Described it.");
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(page.getByRole("list", { name: "Conversation" })).toContainText("Described it.");

  await decideByApi(admin, number, "approve");
  await expect(page.getByText("Loaded and running").first()).toBeVisible({ timeout: 45_000 });
  await expectGoodLooks(page);
});

test("a name that is one's own is submitted as a new version in one click", async ({ signedIn, packageFile }) => {
  const user = await signedIn({ role: "developer" });
  await submitByApi(user, await packageFile({ name: "scout" }));
  const { page } = user;
  await page.goto("/submissions");
  const next = await packageFile({ name: "scout", version: "0.2.0" });
  await page.getByLabel("Drop a package here").last().setInputFiles(next);
  await expect(page.getByText("Your agent scout exists already")).toBeVisible();
  await expectGoodLooks(page);
  await page.getByRole("button", { name: "Submit as new version of scout" }).click();
  await expect(page.getByRole("heading", { name: "scout 0.2.0 waits for review" })).toBeVisible();
});

test("a waiting package is withdrawn after a question that names it", async ({ signedIn, packageFile }) => {
  const user = await signedIn({ role: "developer" });
  await submitByApi(user, await packageFile({ name: "scout" }));
  const { page } = user;
  await page.goto("/submissions?status=pending");
  await page.getByRole("link", { name: "scout 0.1.0" }).click();
  await page.getByRole("button", { name: "Withdraw" }).click();
  const question = page.getByRole("dialog", { name: "Withdraw scout 0.1.0?" });
  await expect(question).toBeVisible();
  await expectGoodLooks(page);
  await question.getByRole("button", { name: "Withdraw package" }).click();
  await expect(page.getByText("You took this package back")).toBeVisible();
});

test("a package is submitted and followed with the keyboard alone", async ({ signedIn, packageFile }) => {
  const { page } = await signedIn({ role: "developer" });
  await page.goto("/");
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByPlaceholder("Go to a page, agent, package, plugin or persona…")).toBeFocused();
  await page.keyboard.type("submit a pack");
  await page.keyboard.press("Enter");
  const choose = page.getByRole("button", { name: "Choose a file" });
  await expect(choose).toBeVisible();
  for (let presses = 0; presses < 40; presses += 1) {
    if (await choose.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(await packageFile({ name: "scout" }));
  const follow = page.getByRole("link", { name: "Follow the review" });
  await expect(follow).toBeVisible();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await follow.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "scout 0.1.0" })).toBeVisible();
});

test("signing out ends the session in every tab", async ({ signedIn }) => {
  const { page } = await signedIn({ role: "developer", name: "Bob" });
  const second = await page.context().newPage();
  await second.goto("/submissions");
  await expect(second.getByText("Live", { exact: true })).toBeVisible();
  await page.goto("/");
  await page.getByRole("button", { name: "Account of Bob" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out")).toBeVisible();
  await expect(second.getByText("You were signed out")).toBeVisible();
});
