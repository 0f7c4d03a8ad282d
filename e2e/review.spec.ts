import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { callApi, submitNew, submitUpdate } from "./review-scene";

const SHELL = `import subprocess


def run(command):
    return subprocess.run(command, shell=True)
`;

const ada = { role: "admin", name: "Ada" } as const;
const dee = { role: "admin", name: "Dee" } as const;
const bob = { role: "developer", name: "Bob" } as const;

const row = (page: Page, name: string) => page.getByRole("link", { name, exact: true });
const decide = async (page: Page, decision: "Approve" | "Decline", text = "") => {
  await page.getByRole("button", { name: "Submit review" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: decision }).check();
  if (text) await dialog.getByRole("textbox").fill(text);
  await dialog.getByRole("button", { name: decision }).click();
};

test("a package arrives in the open queue, is read, approved and loaded, all without a reload", async ({
  signedIn,
  packageFile,
}) => {
  const [admin, user] = [await signedIn(ada), await signedIn(bob)];
  const { page } = admin;
  await page.goto("/review");
  await expect(page.getByText("Nothing waits for review")).toBeVisible();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await submitNew(user, packageFile, { name: "shell-agent", files: { "tools/shell.py": SHELL } });
  await row(page, "shell-agent").click();

  await page.getByRole("tab", { name: "Findings" }).click();
  await page.getByRole("button", { name: "tools/shell.py:5" }).click();
  await expect(page.getByText("return subprocess.run(command, shell=True)")).toBeVisible();
  await expect(page.getByText("Starts another process")).toBeVisible();
  await page.getByRole("checkbox", { name: "Viewed" }).check();
  await expect(page.getByRole("treeitem", { name: /shell\.py.*viewed/ })).toBeVisible();

  await decide(page, "Approve");
  await expect(page.getByText("Ada approved version 0.1.0")).toBeVisible();
  await expect(page.getByText("Version 0.1.0 is loaded")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("link", { name: "Open shell-agent" })).toHaveAttribute("href", /^\/agents\/agt_/);
  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Review" }).click();
  await expect(page.getByText("Nothing waits for review")).toBeVisible();
});

test("a declined package comes back fixed, its diff shows the fix, and it is approved", async ({
  signedIn,
  packageFile,
}) => {
  const [{ page }, user] = [await signedIn(ada), await signedIn(bob)];
  const name = "fixed-agent";
  const declined = await submitNew(user, packageFile, { name, files: { "tools/shell.py": SHELL } });
  await page.goto(`/review/${declined}`);
  await decide(page, "Decline");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("alert")).toContainText("say why");
  await dialog.getByRole("textbox").fill("Please start no shell.");
  await dialog.getByRole("button", { name: "Decline" }).click();
  await expect(page.getByText("Ada declined version 0.1.0")).toBeVisible();
  const told = await callApi(user, "GET", `/api/packages/${declined}`);
  expect(told).toMatchObject({ status: "declined", reason: "Please start no shell." });

  const files = { "tools/shell.py": SHELL.replace(", shell=True", "") };
  const next = await submitUpdate(user, packageFile, { name, version: "0.2.0", files });
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
  signedIn,
  packageFile,
}) => {
  const [{ page }, user] = [await signedIn(ada), await signedIn(bob)];
  const old = await submitNew(user, packageFile, { name: "stale-agent" });
  await page.goto(`/review/${old}`);
  await page.getByRole("button", { name: "Submit review" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("Reads well");
  const next = await submitUpdate(user, packageFile, { name: "stale-agent", version: "0.2.0" });
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(dialog.getByText("Bob submitted version 0.2.0 meanwhile")).toBeVisible();
  await expect(dialog.getByRole("textbox")).toHaveValue("Reads well");
  expect(await callApi(user, "GET", `/api/packages/${old}`)).toMatchObject({ status: "superseded" });

  await dialog.getByRole("link", { name: "Review version 0.2.0" }).click();
  await page.waitForURL(`**/review/${next}`);
  await page.getByRole("button", { name: "Submit review" }).click();
  await expect(dialog.getByRole("textbox")).toHaveValue("Reads well");
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText("Ada approved version 0.2.0")).toBeVisible();
});

test("of two decisions the later one is refused and told what the other was", async ({ signedIn, packageFile }) => {
  const [{ page }, other, user] = [await signedIn(ada), await signedIn(dee), await signedIn(bob)];
  const id = await submitNew(user, packageFile, { name: "twice-agent" });
  await page.goto(`/review/${id}`);
  await page.getByRole("button", { name: "Submit review" }).click();
  const { sha256 } = await callApi<{ sha256: string }>(other, "GET", `/api/packages/${id}`);
  const decline = { decision: "decline", sha256, expectedStatus: "pending", body: "Not needed" };
  await callApi(other, "POST", `/api/packages/${id}/review`, decline);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(dialog.getByText("Dee declined it meanwhile")).toBeVisible();
  await dialog.getByRole("button", { name: "Decide on it as it is now" }).click();
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText("Ada approved version 0.1.0")).toBeVisible();
});

test("a review needs no mouse", async ({ signedIn, packageFile }) => {
  const [{ page }, user] = [await signedIn(ada), await signedIn(bob)];
  await submitNew(user, packageFile, { name: "keys-a" });
  await submitNew(user, packageFile, { name: "keys-b", files: { "tools/shell.py": SHELL } });
  await page.goto("/review");
  await expect(row(page, "keys-b")).toBeVisible();
  await page.keyboard.press("j");
  await expect(row(page, "keys-a")).toBeFocused();
  await page.keyboard.press("j");
  await expect(row(page, "keys-b")).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "keys-a 0.1.0" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Next in the queue: keys-b" })).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: "keys-b 0.1.0" })).toBeVisible();
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
  await page.keyboard.type("Just declined: j k a d f stay text here");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Ada declined version 0.1.0")).toBeVisible();
});

test("a remark on a line waits in the review, survives a reload and is sent along", async ({
  signedIn,
  packageFile,
}) => {
  const [{ page }, user] = [await signedIn(ada), await signedIn(bob)];
  const id = await submitNew(user, packageFile, { name: "remark-agent", files: { "tools/shell.py": SHELL } });
  await page.goto(`/review/${id}?tab=files&path=tools/shell.py&line=5`);
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
  const { data } = await callApi<{ data: object[] }>(user, "GET", `/api/packages/${id}/thread`);
  expect(data).toContainEqual(expect.objectContaining({ body: "Why a shell?", path: "tools/shell.py", line: 5 }));
});

test("an internal note is read by reviewers and not by the submitter", async ({ signedIn, packageFile }) => {
  const [{ page }, user] = [await signedIn(ada), await signedIn(bob)];
  const id = await submitNew(user, packageFile, { name: "note-agent" });
  await page.goto(`/review/${id}?tab=conversation`);
  await page.getByRole("textbox", { name: "Write a comment" }).fill("Ask security first");
  await page.getByRole("checkbox", { name: "Internal note" }).check();
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(page.getByRole("list", { name: "Conversation" }).getByText("Internal note")).toBeVisible();
  const { data } = await callApi<{ data: object[] }>(user, "GET", `/api/packages/${id}/thread`);
  expect(JSON.stringify(data)).not.toContain("security");
});

test("a claim is shown to others and can be taken over", async ({ signedIn, packageFile }) => {
  const [{ page }, other, user] = [await signedIn(ada), await signedIn(dee), await signedIn(bob)];
  const id = await submitNew(user, packageFile, { name: "claimed-agent" });
  await callApi(other, "PUT", `/api/packages/${id}/claim`);
  await page.goto(`/review/${id}`);
  const facts = page.getByRole("banner").or(page.locator("header"));
  await expect(facts.getByText("Dee is reviewing it")).toBeVisible();
  await page.getByRole("button", { name: "Take over" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take over" }).click();
  await expect(facts.getByText("Ada is reviewing it")).toBeVisible();
  await page.getByRole("button", { name: "Release" }).click();
  await expect(facts.getByText("is reviewing it")).toHaveCount(0);
});

test("a package that cannot be loaded shows why in the loader's own words", async ({ signedIn, packageFile }) => {
  const [{ page }, user] = [await signedIn(ada), await signedIn(bob)];
  const files = { "tools/arithmetic.py": "raise RuntimeError('no engine')\n" };
  const id = await submitNew(user, packageFile, { name: "broken-agent", files });
  await page.goto(`/review/${id}`);
  await decide(page, "Approve");
  await expect(page.getByText("Version 0.1.0 could not be loaded")).toBeVisible({ timeout: 60_000 });
  await expect(page.locator("pre").filter({ hasText: "RuntimeError: no engine" })).toBeVisible();
});

test("people who do not review learn who does, and decide nothing", async ({ signedIn, packageFile }) => {
  const admin = await signedIn(ada);
  const user = await signedIn(bob);
  const { page } = user;
  const id = await submitNew(user, packageFile, { name: "own-agent" });
  await page.goto("/review");
  await expect(page.getByText("Packages are reviewed by the admins of a workspace")).toBeVisible();
  await expect(page.getByRole("link", { name: admin.email })).toBeVisible();
  await page.goto(`/review/${id}`);
  await expect(page.getByText("You can read this package, but not decide on it")).toBeVisible();
  await expect(page.getByRole("button", { name: "Submit review" })).toHaveCount(0);
  await page.keyboard.press("a");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
