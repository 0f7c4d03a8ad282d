import { expect, test } from "./fixtures";
import { expectGoodLooks } from "./looks";
import { submitNew } from "./review-scene";

const ada = { role: "admin", name: "Ada" } as const;
const bob = { role: "developer", name: "Bob" } as const;
const CODE = 'import os\n\nTOKEN = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"\n\nos.system("ls")\n';

test("the queue looks good empty, filled, without a match and for people who do not review", async ({
  signedIn,
  packageFile,
}) => {
  const [{ page }, user] = [await signedIn(ada), await signedIn(bob)];
  await page.goto("/review");
  await expect(page.getByText("Nothing waits for review")).toBeVisible();
  await expectGoodLooks(page);
  await submitNew(user, packageFile, { name: "looks-agent", files: { "tools/shell.py": CODE } });
  await expect(page.getByRole("table")).toBeVisible();
  await expectGoodLooks(page);
  await page.goto("/review?q=nothing-is-called-so");
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await expectGoodLooks(page);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByRole("table")).toBeVisible();
  await user.page.goto("/review");
  await expect(user.page.getByRole("link", { name: /@example\.com/ })).toBeVisible();
  await expectGoodLooks(user.page);
});

const parts = [
  { part: "its overview", address: "", shows: "Entry point" },
  { part: "a file with findings", address: "?tab=files&path=tools/shell.py&line=5", shows: "Comment on line 5" },
  { part: "its changes", address: "?tab=files&path=tools/shell.py&show=diff", shows: "this is the first version" },
  { part: "its findings", address: "?tab=findings", shows: "Secrets (1)" },
  { part: "its conversation", address: "?tab=conversation", shows: "Write a comment" },
] as const;

test("every part of a package looks good, and so does the dialog", async ({ signedIn, packageFile }) => {
  test.setTimeout(120_000);
  const [{ page }, user] = [await signedIn(ada), await signedIn(bob)];
  const files = { "tools/shell.py": CODE, "requirements.txt": "numpy\n" };
  const id = await submitNew(user, packageFile, { name: "looks-agent", files });
  for (const { part, address, shows } of parts) {
    await test.step(part, async () => {
      await page.goto(`/review/${id}${address}`);
      await expect(page.getByText(shows).first()).toBeVisible();
      await expectGoodLooks(page);
    });
  }
  await page.keyboard.press("d");
  await page.getByRole("dialog").getByRole("button", { name: "Decline" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  await expectGoodLooks(page);
  await page.goto("/review/pkg_01jn0000000000000000000000");
  await expect(page.getByText("This package is not here")).toBeVisible();
  await expectGoodLooks(page);
});

test("a failed request says so with its id, and another try works", async ({ signedIn, packageFile }) => {
  const [{ page }, user] = [await signedIn(ada), await signedIn(bob)];
  await submitNew(user, packageFile, { name: "error-agent" });
  const error = { error: { code: "forbidden", message: "The lock is jammed", requestId: "req_broken" } };
  let broken = true;
  await page.route("**/api/review?*", (route) =>
    broken ? route.fulfill({ status: 403, json: error }) : route.continue(),
  );
  await page.goto("/review");
  await expect(page.getByText("Could not load the review queue")).toBeVisible();
  await expect(page.getByText("req_broken")).toBeVisible();
  await expectGoodLooks(page);
  broken = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("table")).toBeVisible();
});

test("ten thousand files and a file of 1 MiB stay fluid: only what is near the view is rendered", async ({
  signedIn,
  packageFile,
}) => {
  test.setTimeout(120_000);
  const [{ page }, user] = [await signedIn(ada), await signedIn(bob)];
  const path = (i: number) => `data/part_${Math.floor(i / 100)}/item_${i}.json`;
  const many = Array.from({ length: 9_900 }, (_, i) => [path(i), `{"i":${i}}`]);
  const long = Array.from({ length: 22_000 }, (_, i) => `value_${i} = ${i} * 2  # a line of a long file`).join("\n");
  const files = { ...Object.fromEntries(many), "tools/long.py": long };
  const id = await submitNew(user, packageFile, { name: "big-agent", files });
  await page.goto(`/review/${id}?tab=files&path=tools/long.py&line=20000`);
  await expect(page.getByText("value_19999 = 19999 * 2")).toBeVisible();
  expect(await page.locator("[data-line]").count()).toBeLessThan(400);
  const tree = page.getByRole("tree");
  expect(await tree.getByRole("treeitem").count()).toBeLessThan(200);
  await tree.getByRole("treeitem", { selected: true }).focus();
  await page.keyboard.press("Home");
  await expect(tree.getByRole("treeitem", { name: "agents", exact: true })).toBeFocused();
  await page.keyboard.press("End");
  await expect(tree.getByRole("treeitem", { name: "requirements.txt" })).toBeFocused();
});
