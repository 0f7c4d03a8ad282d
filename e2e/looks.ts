import { expect, type Page, test } from "@playwright/test";
import axe, { type Result, type RunOptions } from "axe-core";

/** What one look may take beyond the test's own time on a busy machine, ms. */
const ALLOWANCE = 30_000;
/** Everything in the light; the dark differs in colours alone, which do not depend on the width. */
const views = [
  { colorScheme: "light", width: 1440 },
  { colorScheme: "light", width: 360 },
  { colorScheme: "dark", width: 1440 },
] as const;
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const everyRule: RunOptions = { runOnly: { type: "tag", values: tags } };
const coloursAlone: RunOptions = { runOnly: { type: "rule", values: ["color-contrast"] } };

type WithAxe = Window & typeof globalThis & { axe: typeof axe };

/** axe stays in a page until it goes to another address: to bring it again took longer than to ask it. */
async function violationsIn(page: Page, options: RunOptions): Promise<Result[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const asked = { ...options, resultTypes: ["violations" as const], preload: false };
  const { violations } = await page.evaluate((told) => (window as WithAxe).axe.run(document, told), asked);
  return violations;
}

/** Asserts that what the page shows now has no axe violation and no sideways scrolling, wide, narrow and in the dark. */
export async function expectGoodLooks(page: Page): Promise<void> {
  test.setTimeout(test.info().timeout + ALLOWANCE);
  const before = page.viewportSize();
  for (const { colorScheme, width } of views) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
    await page.setViewportSize({ width, height: 900 });
    await settled(page);
    const violations = await violationsIn(page, colorScheme === "light" ? everyRule : coloursAlone);
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(described).join("\n")}`);
    expect(found, `${colorScheme}, ${width} px`).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `sideways scrolling at ${width} px, ${colorScheme}`).toBeLessThanOrEqual(0);
  }
  if (before) await page.setViewportSize(before);
}

/** Until what a person sees for a moment only, a fading colour or a moving window, has passed. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(done));
    const passing = document.getAnimations().filter(({ timeline }) => timeline === document.timeline);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
}

/** An element with what is wrong with it, such as both colours and where it stands. */
function described({ html, target, failureSummary }: Result["nodes"][number]): string {
  return `${html.slice(0, 200)} at ${target.join(" ")}: ${failureSummary}`;
}

/** Fails the test at its end when the browser reported an error or a violation of the page's policy. */
export function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const expected = /Failed to load resource/.test(message.text());
    if (message.type() === "error" && !expected) complaints.push(message.text());
  });
  return complaints;
}
