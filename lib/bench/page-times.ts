import type { CDPSession, Page } from "playwright-core";

/** What the browser is told before any page: when the first row was there and painted, and how often it drew. */
const watch = () => {
  const marks = { row: 0, frames: [] as number[], counting: false };
  Object.assign(window, { benchMarks: marks });
  const painted = (then: () => void) => requestAnimationFrame(() => requestAnimationFrame(then));
  const look = new MutationObserver(() => {
    if (marks.row > 0 || !document.querySelector("tr[data-row]")) return;
    const at = performance.now();
    marks.row = at;
    painted(() => {
      marks.row = performance.now();
    });
  });
  look.observe(document, { subtree: true, childList: true });
  const frame = (at: number) => {
    if (marks.counting) marks.frames.push(at);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
};

type Marks = { row: number; frames: number[]; counting: boolean };
declare global {
  interface Window {
    benchMarks: Marks;
  }
}

/** Prepares a page for the measurements below. */
export async function watchRows(page: Page): Promise<void> {
  // The compiler's mark on functions that have a name, which exists only in this process.
  await page.addInitScript({ content: "globalThis.__name = (target) => target;" });
  await page.addInitScript(watch);
}

const rowAt = async (page: Page): Promise<number> => {
  await page.waitForFunction(() => window.benchMarks.row > 0);
  await page.evaluate(() => new Promise((then) => setTimeout(then, 50)));
  return page.evaluate(() => window.benchMarks.row);
};

/** Loads the page of agents anew: ms from the start of the navigation to the first paint, to the first row on the screen, and until the page is alive. */
export async function fullLoad(page: Page, url: string) {
  await page.goto(`${url}/agents`);
  const row = await rowAt(page);
  await page.getByText("Live", { exact: true }).first().waitFor();
  const alive = await page.evaluate(() => performance.now());
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
  return { paint, row, alive };
}

/** Comes to the agents by their link from the overview; ms from the click to the first row on the screen. */
export async function byLink(page: Page, url: string): Promise<number> {
  await page.goto(url);
  await page.getByText("Live", { exact: true }).first().waitFor();
  const start = await page.evaluate(
    () =>
      new Promise<number>((then) => {
        const link = document.querySelector<HTMLElement>('nav a[href="/agents"]');
        setTimeout(() => {
          window.benchMarks.row = 0;
          then(performance.now());
          link?.click();
        }, 500);
      }),
  );
  return (await rowAt(page)) - start;
}

/**
 * Goes from page to page by the navigation, first to pages that this tab has not seen, then to the same ones again; the
 * pointer is on each link for 150 ms before it clicks. Ms from each click until the next page's heading is painted.
 */
export async function transitions(page: Page, paths: readonly string[]) {
  const times = { first: [] as number[], seen: [] as number[] };
  for (const round of ["first", "seen"] as const) {
    for (const path of paths) {
      await page.evaluate(lookAt, path);
      times[round].push(await page.evaluate(goTo, path));
      // What the page asks for must not run into the next measurement.
      await page.evaluate(() => new Promise((then) => setTimeout(then, 500)));
    }
  }
  return times;
}

const lookAt = (path: string) => {
  const link = document.querySelector<HTMLElement>(`nav a[href="${path}"]`);
  link?.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
  return new Promise((then) => setTimeout(then, 150));
};

const goTo = (path: string) =>
  new Promise<number>((then) => {
    const heading = () => document.querySelector("main h1");
    const before = heading();
    const start = performance.now();
    const look = new MutationObserver(() => {
      if (location.pathname !== path || heading() === before || !heading()) return;
      look.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => then(performance.now() - start)));
    });
    look.observe(document, { subtree: true, childList: true });
    document.querySelector<HTMLElement>(`nav a[href="${path}"]`)?.click();
  });

/** Scrolls to the end again and again, until so many rows have come. */
export async function loadRows(page: Page, count: number): Promise<void> {
  await page.evaluate(
    (wanted) =>
      new Promise<void>((then) => {
        const step = () => {
          const shown = Number(/(\d+) of \d+/.exec(document.querySelector("main")?.textContent ?? "")?.[1] ?? 0);
          if (shown >= wanted) return then();
          window.scrollTo({ top: document.documentElement.scrollHeight });
          setTimeout(step, 20);
        };
        step();
      }),
    count,
  );
}

const SPEED = 3_000;
const DISTANCE = 12_000;

/** Turns the wheel through the middle of the list, at 3,000 px a second for four seconds; frames a second, and the longest gap, ms. */
export async function scrollRate(page: Page, cdp: CDPSession): Promise<{ rate: number; gap: number }> {
  await page.evaluate(() => window.scrollTo({ top: document.documentElement.scrollHeight / 2 }));
  await page.evaluate(() => new Promise((then) => setTimeout(then, 500)));
  await page.evaluate(() => Object.assign(window.benchMarks, { frames: [], counting: true }));
  await cdp.send("Input.synthesizeScrollGesture", {
    x: 700,
    y: 500,
    yDistance: -DISTANCE,
    speed: SPEED,
    gestureSourceType: "mouse",
  });
  const frames = await page.evaluate(() => {
    window.benchMarks.counting = false;
    return window.benchMarks.frames;
  });
  const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? at));
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  return { rate: (gaps.length * 1000) / total, gap: Math.max(...gaps) };
}
