import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Someone, signIn, someone, submit, theAdmin, unique } from "./review-scene";

const views = [
  { width: 1440, height: 900, colorScheme: "light" },
  { width: 360, height: 780, colorScheme: "dark" },
] as const;

let admin: Someone;
let bob: Someone;
let id: string;

test.beforeAll(async () => {
  admin = await theAdmin();
  bob = await someone(admin, "Bob", "developer");
  const code = 'import os\n\nTOKEN = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"\n\nos.system("ls")\n';
  id = await submit(bob, {
    name: unique("axe-agent"),
    files: { "tools/shell.py": code, "requirements.txt": "numpy\n" },
  });
});

async function assertAccessible(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id: rule, nodes }) => `${state}: ${rule} ${nodes[0]?.html}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${state} scrolls sideways`).toBeLessThanOrEqual(0);
}

for (const { width, height, colorScheme } of views) {
  test(`every state of the review is accessible at ${width} px in ${colorScheme}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await signIn(page, admin, "/review");
    await expect(page.getByRole("table")).toBeVisible();
    await assertAccessible(page, "queue");
    await page.goto("/review?q=nothing-is-called-so");
    await expect(page.getByText("No package matches")).toBeVisible();
    await assertAccessible(page, "no match");
    const tabs = [
      { path: "", shows: "Entry point" },
      { path: "?tab=files&path=tools/shell.py&line=5", shows: "Comment on line 5" },
      { path: "?tab=files&path=tools/shell.py&show=diff", shows: "this is the first version" },
      { path: "?tab=findings", shows: "Secrets (1)" },
      { path: "?tab=conversation", shows: "Write a comment" },
    ];
    for (const { path, shows } of tabs) {
      await page.goto(`/review/${id}${path}`);
      await expect(page.getByText(shows).first()).toBeVisible();
      await assertAccessible(page, path);
    }
    await page.keyboard.press("d");
    await page.getByRole("dialog").getByRole("button", { name: "Decline" }).click();
    await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
    await assertAccessible(page, "dialog");
    await page.goto("/review/pkg_01jn0000000000000000000000");
    await expect(page.getByText("This package is not here")).toBeVisible();
    await assertAccessible(page, "absent");
  });
}

test("a failed request says so with its id, and another try works", async ({ page }) => {
  const error = { error: { code: "internal", message: "The database is away", requestId: "req_broken" } };
  let broken = true;
  await signIn(page, admin, "/");
  await page.route("**/api/review?*", (route) =>
    broken ? route.fulfill({ status: 503, json: error }) : route.continue(),
  );
  await page.goto("/review");
  await expect(page.getByText("Could not load the review queue")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText("req_broken")).toBeVisible();
  await assertAccessible(page, "error");
  broken = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("table")).toBeVisible();
});

test("ten thousand files and a file of 1 MiB stay fluid: only what is near the view is rendered", async ({ page }) => {
  test.setTimeout(120_000);
  const many = Array.from({ length: 9_900 }, (_, i) => [
    `data/part_${Math.floor(i / 100)}/item_${i}.json`,
    `{"i":${i}}`,
  ]);
  const long = Array.from({ length: 22_000 }, (_, i) => `value_${i} = ${i} * 2  # line ${i} of a long file`).join("\n");
  const files = { ...Object.fromEntries(many), "tools/long.py": long };
  const big = await submit(bob, { name: unique("big-agent"), files });
  await signIn(page, admin, `/review/${big}?tab=files&path=tools/long.py&line=20000`);
  await expect(page.getByText("value_19999 = 19999 * 2")).toBeVisible();
  expect(await page.locator("[data-line]").count()).toBeLessThan(400);
  const tree = page.getByRole("tree");
  expect(await tree.getByRole("treeitem").count()).toBeLessThan(200);
  await tree.getByRole("treeitem", { selected: true }).focus();
  await page.keyboard.press("Home");
  await expect(tree.getByRole("treeitem", { name: "agents", exact: true })).toBeFocused();
  await page.keyboard.press("End");
  await expect(tree.getByRole("treeitem").last()).toBeFocused();
});
