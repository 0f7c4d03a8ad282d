import { expect, type Page } from "@playwright/test";

/** Waits until the page hears clicks and keys: its event stream is opened after hydration. */
export async function alive(page: Page): Promise<void> {
  await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
}

/** Opens a page of the console and waits until it is alive. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await alive(page);
}

/** Loads the page anew and waits until it is alive. */
export async function revisit(page: Page): Promise<void> {
  await page.reload();
  await alive(page);
}
