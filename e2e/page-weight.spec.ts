import { expect, test } from "./fixtures";
import { visit } from "./visit";

/** Bytes of scripts as they are sent: with some room above what the heaviest page loads today, all that it prefetches included. */
const MOST = 360_000;

test("no page brings more script than it needs, and none the cryptography of the server", async ({ signedIn }) => {
  const { page } = await signedIn({ role: "admin" });
  for (const path of [
    "/",
    "/agents",
    "/agents/new",
    "/agents/import",
    "/submissions",
    "/review",
    "/resources",
    "/audit",
    "/settings/profile",
  ]) {
    await visit(page, path);
    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .filter((entry) => entry instanceof PerformanceResourceTiming && /\.js(\?|$)/.test(entry.name))
        .map((entry) => ({ name: entry.name, size: (entry as PerformanceResourceTiming).encodedBodySize })),
    );
    const sent = scripts.reduce((sum, { size }) => sum + size, 0);
    expect(scripts.length).toBeGreaterThan(5);
    expect([path, sent < MOST || sent]).toEqual([path, true]);
  }
});
