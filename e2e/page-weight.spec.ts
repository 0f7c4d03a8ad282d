import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { visit } from "./visit";

/** Bytes of scripts as they are sent: with some room above what the heaviest page loads today, all that it prefetches included. */
const MOST = 200_000;
/** How much of the window may jump while a page comes; 0.1 is what browsers call good. */
const MOST_SHIFT = 0.02;

const scriptsOf = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter((entry) => entry instanceof PerformanceResourceTiming && /\.js(\?|$)/.test(entry.name))
      .map((entry) => (entry as PerformanceResourceTiming).encodedBodySize),
  );

/** The sum of all layout shifts so far. */
const shiftOf = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((then) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if ("value" in entry) sum += Number(entry.value);
        }).observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => setTimeout(() => then(sum)));
      }),
  );

test("no page brings more script than it needs, none the cryptography of the server, and none jumps", async ({
  signedIn,
}) => {
  const { page } = await signedIn({ role: "admin" });
  for (const path of [
    "/",
    "/agents",
    "/agents/new",
    "/agents/import",
    "/submissions",
    "/review",
    "/plugins",
    "/resources",
    "/audit",
    "/settings/profile",
    "/settings/members",
  ]) {
    await visit(page, path);
    const scripts = await scriptsOf(page);
    const sent = scripts.reduce((sum, size) => sum + size, 0);
    const shift = await shiftOf(page);
    expect(scripts.length).toBeGreaterThan(5);
    expect([path, sent < MOST || sent]).toEqual([path, true]);
    expect([path, shift < MOST_SHIFT || shift]).toEqual([path, true]);
  }
});
