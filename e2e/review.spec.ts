import { expect, type Page, test } from "@playwright/test";
import { api, type Someone, signIn, someone, submit, theAdmin, unique } from "./review-scene";

const SHELL = `import subprocess


def run(command):
    return subprocess.run(command, shell=True)
`;

let admin: Someone;
let bob: Someone;

test.beforeAll(async () => {
  admin = await theAdmin();
  bob = await someone(admin, "Bob", "developer");
});

const row = (page: Page, name: string) => page.getByRole("link", { name, exact: true });
const decide = async (page: Page, decision: "Approve" | "Decline", text = "") => {
  await page.getByRole("button", { name: "Submit review" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: decision }).check();
  if (text) await dialog.getByRole("textbox").fill(text);
  await dialog.getByRole("button", { name: decision }).click();
};

test("a package arrives in the open queue, is read, approved and loaded, all without a reload", async ({ page }) => {
  const name = unique("shell-agent");
  await signIn(page, admin, `/review?q=${name}`);
  await expect(page.getByText("No package matches")).toBeVisible();
  await submit(bob, { name, files: { "tools/shell.py": SHELL } });
  await row(page, name).click();

  await page.getByRole("tab", { name: "Findings" }).click();
  await page.getByRole("button", { name: "tools/shell.py:5" }).click();
  await expect(page.getByText("return subprocess.run(command, shell=True)")).toBeVisible();
  await expect(page.getByText("Starts another process")).toBeVisible();
  await page.getByRole("checkbox", { name: "Viewed" }).check();
  await expect(page.getByRole("treeitem", { name: /shell\.py.*viewed/ })).toBeVisible();

  await decide(page, "Approve");
  await expect(page.getByText("Ada approved version 0.1.0")).toBeVisible();
  await expect(page.getByText("Version 0.1.0 is loaded")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("link", { name: `Open ${name}` })).toHaveAttribute("href", /^\/agents\/agt_/);
  await page.getByRole("link", { name: "Review", exact: true }).first().click();
  await expect(row(page, name)).toHaveCount(0);
});

test("a declined package comes back fixed, its diff shows the fix, and it is approved", async ({ page }) => {
  const name = unique("fixed-agent");
  const declined = await submit(bob, { name, files: { "tools/shell.py": SHELL } });
  await signIn(page, admin, `/review/${declined}`);
  await decide(page, "Decline");
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("say why");
  await page.getByRole("dialog").getByRole("textbox").fill("Please start no shell.");
  await page.getByRole("dialog").getByRole("button", { name: "Decline" }).click();
  await expect(page.getByText("Ada declined version 0.1.0")).toBeVisible();
  expect(await api(`/api/packages/${declined}`, bob.token)).toMatchObject({
    status: "declined",
    reason: "Please start no shell.",
  });

  const fixed = SHELL.replace(", shell=True", "");
  const next = await submit(bob, { name, version: "0.2.0", files: { "tools/shell.py": fixed } }, true);
  await page.getByRole("link", { name: "Review version 0.2.0" }).click();
  await page.waitForURL(`**/review/${next}`);
  await page.getByRole("button", { name: "changed tools/shell.py" }).click();
  const changes = page.getByRole("region", { name: "Changes in tools/shell.py" });
  await expect(changes.getByRole("row", { name: "subprocess.run(command, shell=True)" })).toBeVisible();
  await expect(changes.getByRole("row", { name: "subprocess.run(command)" })).toBeVisible();
  await decide(page, "Approve", "Thank you");
  await expect(page.getByText("Ada approved version 0.2.0")).toBeVisible();
});

test("a decision on a version that is not the newest any more is refused, explained, and goes on with what was typed", async ({
  page,
}) => {
  const name = unique("stale-agent");
  const old = await submit(bob, { name });
  await signIn(page, admin, `/review/${old}`);
  await page.getByRole("button", { name: "Submit review" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("Reads well");
  const next = await submit(bob, { name, version: "0.2.0" }, true);
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(dialog.getByText("Bob submitted version 0.2.0 meanwhile")).toBeVisible();
  await expect(dialog.getByRole("textbox")).toHaveValue("Reads well");
  expect(await api(`/api/packages/${old}`, bob.token)).toMatchObject({ status: "superseded" });

  await dialog.getByRole("link", { name: "Review version 0.2.0" }).click();
  await page.waitForURL(`**/review/${next}`);
  await page.getByRole("button", { name: "Submit review" }).click();
  await expect(dialog.getByRole("textbox")).toHaveValue("Reads well");
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText("Ada approved version 0.2.0")).toBeVisible();
});

test("of two decisions the later one is refused and told what the other was", async ({ page }) => {
  const dee = await someone(admin, "Dee", "admin");
  const id = await submit(bob, { name: unique("twice-agent") });
  await signIn(page, admin, `/review/${id}`);
  await page.getByRole("button", { name: "Submit review" }).click();
  const { sha256 } = await api(`/api/packages/${id}`, dee.token);
  const body = JSON.stringify({ decision: "decline", sha256, expectedStatus: "pending", body: "Not needed" });
  await api(`/api/packages/${id}/review`, dee.token, { method: "POST", body });
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(dialog.getByText("Dee declined it meanwhile")).toBeVisible();
  await dialog.getByRole("button", { name: "Decide on it as it is now" }).click();
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText("Ada approved version 0.1.0")).toBeVisible();
});

test("a review needs no mouse", async ({ page }) => {
  const word = unique("keys");
  await submit(bob, { name: `${word}-a` });
  const second = await submit(bob, { name: `${word}-b`, files: { "tools/shell.py": SHELL } });
  await signIn(page, admin, `/review?q=${word}`);
  await expect(row(page, `${word}-b`)).toBeVisible();
  await page.keyboard.press("j");
  await expect(row(page, `${word}-a`)).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: `${word}-a 0.1.0` })).toBeVisible();
  await page.keyboard.press("j");
  await page.waitForURL(`**/review/${second}*`);
  await expect(page.getByRole("heading", { name: `${word}-b 0.1.0` })).toBeVisible();
  await page.keyboard.press("f");
  await expect(page.getByRole("heading", { name: "Calls (1)" })).toBeVisible();
  await page.keyboard.press("]");
  await expect(page.getByRole("heading", { name: "agents/main_agent.py" })).toBeVisible();
  await page.keyboard.press("]");
  await expect(page.getByRole("heading", { name: "tools/__init__.py" })).toBeVisible();
  await page.keyboard.press("v");
  await expect(page.getByRole("checkbox", { name: "Viewed" })).toBeChecked();
  await page.keyboard.press("[");
  await expect(page.getByRole("heading", { name: "agents/main_agent.py" })).toBeVisible();
  await page.keyboard.press("d");
  await expect(page.getByRole("dialog").getByRole("textbox")).toBeFocused();
  await page.keyboard.type("Just decline a job, keys j k a d stay text");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Ada declined version 0.1.0")).toBeVisible();
});

test("a remark on a line waits in the review, survives a reload and is sent along", async ({ page }) => {
  const id = await submit(bob, { name: unique("remark-agent"), files: { "tools/shell.py": SHELL } });
  await signIn(page, admin, `/review/${id}?tab=files&path=tools/shell.py&line=5`);
  await page.getByRole("button", { name: "Comment on line 5" }).click();
  await page.getByRole("textbox", { name: "Comment on line 5" }).fill("Why a shell?");
  await page.getByRole("button", { name: "Add to review" }).click();
  await page.reload();
  await expect(page.getByText("Not sent yet")).toBeVisible();
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("1 remark is sent along")).toBeVisible();
  await dialog.getByRole("textbox").fill("One question");
  await dialog.getByRole("button", { name: "Comment" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("Not sent yet")).toHaveCount(0);
  const { data } = await api(`/api/packages/${id}/thread`, bob.token);
  expect(data).toContainEqual(expect.objectContaining({ body: "Why a shell?", path: "tools/shell.py", line: 5 }));
});

test("an internal note is read by reviewers and not by the submitter", async ({ page }) => {
  const id = await submit(bob, { name: unique("note-agent") });
  await signIn(page, admin, `/review/${id}?tab=conversation`);
  await page.getByRole("textbox", { name: "Write a comment" }).fill("Ask security first");
  await page.getByRole("checkbox", { name: "Internal note" }).check();
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(page.getByRole("list", { name: "Conversation" }).getByText("Internal note")).toBeVisible();
  expect(JSON.stringify(await api(`/api/packages/${id}/thread`, bob.token))).not.toContain("security");
});

test("a claim is shown to others and can be taken over", async ({ page }) => {
  const dee = await someone(admin, "Dee", "admin");
  const id = await submit(bob, { name: unique("claimed-agent") });
  await api(`/api/packages/${id}/claim`, dee.token, { method: "PUT" });
  await signIn(page, admin, `/review/${id}`);
  await expect(page.getByText("Dee is reviewing it")).toBeVisible();
  await page.getByRole("button", { name: "Take over" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take over" }).click();
  await expect(page.getByText("Ada is reviewing it")).toBeVisible();
  await page.getByRole("button", { name: "Release" }).click();
  await expect(page.getByText("is reviewing it")).toHaveCount(0);
});

test("a package that cannot be loaded shows why in the loader's own words", async ({ page }) => {
  const id = await submit(bob, {
    name: unique("broken-agent"),
    files: { "tools/arithmetic.py": "raise RuntimeError('no engine')\n" },
  });
  await signIn(page, admin, `/review/${id}`);
  await decide(page, "Approve");
  await expect(page.getByText("Version 0.1.0 could not be loaded")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("no engine")).toBeVisible();
});

test("people who do not review learn who does, and decide nothing", async ({ page }) => {
  const id = await submit(bob, { name: unique("own-agent") });
  await signIn(page, bob, "/review");
  await expect(page.getByText("Packages are reviewed by the admins of a workspace")).toBeVisible();
  await expect(page.getByRole("link", { name: admin.email })).toBeVisible();
  await page.goto(`/review/${id}`);
  await expect(page.getByText("You can read this package, but not decide on it")).toBeVisible();
  await expect(page.getByRole("button", { name: "Submit review" })).toHaveCount(0);
  await page.keyboard.press("a");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
