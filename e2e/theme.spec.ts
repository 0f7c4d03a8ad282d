import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { visit } from "./visit";

type Watching = Window & typeof globalThis & { faded?: string[] };

/** Notes every colour that fades in a page, from its next address on. */
async function watchColours(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const faded: string[] = [];
    (window as Watching).faded = faded;
    document.addEventListener("transitionrun", ({ propertyName, target }) => {
      if (/color/.test(propertyName) && target instanceof Element) faded.push(`${propertyName} of <${target.tagName}>`);
    });
  });
}

/** What faded since the last time; a colour that its parent passes on begins a frame later, so that some are given. */
async function fadedIn(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 5; frame++) await new Promise((done) => requestAnimationFrame(done));
    return (window as Watching).faded?.splice(0) ?? ["nobody watched"];
  });
}

const theme = (page: Page) => page.locator("html");

for (const reducedMotion of ["no-preference", "reduce"] as const) {
  test(`the theme follows the machine, all colours at once (motion: ${reducedMotion})`, async ({ signedIn }) => {
    const { page } = await signedIn({ role: "admin" });
    await page.emulateMedia({ colorScheme: "dark", reducedMotion });
    await watchColours(page);
    await visit(page, "/agents");
    await fadedIn(page);
    for (const colorScheme of ["light", "dark", "light"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion });
      await expect(theme(page)).toHaveAttribute("data-theme", colorScheme);
      expect(await fadedIn(page)).toEqual([]);
    }
  });
}

test("a chosen theme holds in each tab, through a reload and whatever the machine says, until it is System again", async ({
  signedIn,
}) => {
  const { page } = await signedIn({ role: "developer" });
  await page.emulateMedia({ colorScheme: "light" });
  await visit(page, "/settings/profile");
  const other = await page.context().newPage();
  await other.emulateMedia({ colorScheme: "light" });
  await visit(other, "/agents");
  await page.getByRole("radio", { name: "Dark" }).click();
  await expect(theme(page)).toHaveAttribute("data-theme", "dark");
  await expect(theme(other)).toHaveAttribute("data-theme", "dark");
  await visit(other, "/agents");
  await expect(theme(other)).toHaveAttribute("data-theme", "dark");
  await page.getByRole("radio", { name: "System" }).click();
  await expect(theme(other)).toHaveAttribute("data-theme", "light");
  await other.emulateMedia({ colorScheme: "dark" });
  await expect(theme(other)).toHaveAttribute("data-theme", "dark");
});

test("a machine that changes its theme while a page is loading is followed", async ({ signedIn }) => {
  const { page } = await signedIn({ role: "developer" });
  await page.emulateMedia({ colorScheme: "dark" });
  let release = () => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await released;
    await route.continue();
  });
  await page.goto("/agents", { waitUntil: "commit" });
  await expect(theme(page)).toHaveAttribute("data-theme", "dark");
  await page.emulateMedia({ colorScheme: "light" });
  release();
  await expect(theme(page)).toHaveAttribute("data-theme", "light");
});
