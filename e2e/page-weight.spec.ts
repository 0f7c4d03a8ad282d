import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { visit } from "./visit";

/** Bytes of scripts as they are sent, of those that a page names itself: its first load. */
const FIRST = 180_000;
/** With all that it fetches until it is alive, such as the code that checks its forms. */
const MOST = 200_000;
/** How much of the window may jump while a page comes; 0.1 is what browsers call good. */
const MOST_SHIFT = 0.02;

/** Path and size of each script that the browser has fetched. */
const scriptsOf = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter((entry) => entry instanceof PerformanceResourceTiming && /\.js(\?|$)/.test(entry.name))
      .map((entry) => ({
        path: new URL(entry.name).pathname,
        bytes: (entry as PerformanceResourceTiming).encodedBodySize,
      })),
  );

const bytesOf = (scripts: readonly { bytes: number }[]) => scripts.reduce((sum, { bytes }) => sum + bytes, 0);

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
  const { page } = await signedIn({ role: "admin", instanceAdmin: true });
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
    "/settings/workspace",
  ]) {
    await visit(page, path);
    const scripts = await scriptsOf(page);
    const html = await (await page.request.get(path)).text();
    const first = bytesOf(scripts.filter((script) => html.includes(script.path)));
    const all = bytesOf(scripts);
    const shift = await shiftOf(page);
    expect(scripts.length).toBeGreaterThan(5);
    expect([path, first < FIRST || first, all < MOST || all]).toEqual([path, true, true]);
    expect([path, shift < MOST_SHIFT || shift]).toEqual([path, true]);
  }
});

// A part with a boundary of its own is hydrated later, and shows by then what the page has asked for in place of what was sent.
test("the server sends each page as one part", async ({ signedIn }) => {
  const { page } = await signedIn({ role: "admin", instanceAdmin: true });
  const used = encodeURIComponent(JSON.stringify({ status: ["PENDING"] }));
  for (const path of [
    "/",
    `/agents?filter=${used}`,
    "/agents?peek=none",
    "/agents/new",
    "/submissions",
    "/review",
    "/plugins?upload=true",
    "/plugins?view=enabled",
    "/plugins?view=uploads",
    "/resources/skills",
    "/audit",
    "/settings/profile",
  ]) {
    const html = await (await page.request.get(path)).text();
    const parts = [...html.matchAll(/<!--\$[?!~]?-->(?!<!--\/\$-->).{0,80}/g)].map(([part]) => part);
    expect([path, html.includes("Muster"), parts]).toEqual([path, true, []]);
  }
});
