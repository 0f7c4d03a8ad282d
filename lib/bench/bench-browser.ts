import { type Browser, chromium, type Page } from "playwright-core";
import { CHROMIUM_ARGUMENTS, findChromium } from "@/lib/launch/browser";
import { admin } from "./bench-product";
import type { Subject } from "./subjects";

/** A browser for measuring. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  return chromium.launch({ args: CHROMIUM_ARGUMENTS, ...(executablePath && { executablePath }) });
}

/** A page of a context of its own where the admin is signed in. */
export async function signedInPage(browser: Browser, { url }: Pick<Subject, "url">): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`, { waitUntil: "networkidle" });
  await page.getByLabel("E-mail").fill(admin.email);
  await page.getByLabel("Password", { exact: true }).fill(admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Live", { exact: true }).first().waitFor();
  return page;
}
