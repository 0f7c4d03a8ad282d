import type { Page } from "playwright-core";
import { collectEndings } from "@/lib/launch/endings";
import { step } from "@/lib/launch/steps.mjs";
import { openBrowser, signedInPage } from "./bench-browser";
import { startBenchProduct } from "./bench-product";
import { byLink, fullLoad, loadRows, scrollRate, transitions, watchRows } from "./page-times";
import { machineLine, median, table } from "./report";
import { runBench } from "./run-bench";
import { seedAgents } from "./seed";

// npm run bench:pages [-- quick]: how soon the page of agents shows its first rows, how long the ways from page to page take, and how the list
// scrolls 10,000 and 100,000 rows; quick leaves the scrolling out.
const SIZES = [10_000, 100_000] as const;
const ROUNDS = 9;
const SCROLLS = 5;
const LIMIT = 45 * 60_000;
/** Pages of the navigation, in an order in which each follows another. */
const PATHS = ["/", "/agents", "/submissions", "/plugins", "/audit", "/trash"] as const;
const quick = process.argv.includes("quick");

const endings = collectEndings();

const ms = (values: number[]) => `${median(values).toFixed(0)} ms`;

async function measureLoads(page: Page, url: string): Promise<string[]> {
  const full: Awaited<ReturnType<typeof fullLoad>>[] = [];
  const link: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const [one, other] = [await fullLoad(page, url), await byLink(page, url)];
    // The first round warms the server and the browser's cache.
    if (round === 0) continue;
    full.push(one);
    link.push(other);
  }
  const times = (["paint", "row", "alive"] as const).map((name) => ms(full.map((one) => one[name])));
  return [ms(link), ...times];
}

async function measureScroll(page: Page, url: string, count: number): Promise<string[]> {
  await page.goto(`${url}/agents?view=all`);
  await step(`Loading ${count} rows into the page`, () => loadRows(page, count));
  const cdp = await page.context().newCDPSession(page);
  const samples: { rate: number; gap: number }[] = [];
  for (let round = 0; round < SCROLLS; round++) samples.push(await scrollRate(page, cdp));
  const nodes = await page.evaluate(() => document.querySelectorAll("tbody *").length);
  return [median(samples.map(({ rate }) => rate)).toFixed(1), ms(samples.map(({ gap }) => gap)), String(nodes)];
}

async function bench(): Promise<void> {
  const product = await step("Starting the product", startBenchProduct);
  endings.add(product.stop);
  const browser = await openBrowser();
  endings.add(() => browser.close());
  const page = await signedInPage(browser, product);
  await watchRows(page);
  const rows: string[][] = [];
  let made = 0;
  for (const size of SIZES) {
    await step(`Making ${size} agents`, () => seedAgents(product.database, product.place, made, size - 1));
    made = size;
    const loads = await measureLoads(page, product.url);
    const ways = await transitions(page, PATHS);
    const way = [ways.first, ways.seen].flatMap((times) => [ms(times), `${Math.max(...times).toFixed(0)} ms`]);
    const scroll = quick ? ["", "", ""] : await measureScroll(page, product.url, size);
    rows.push([size.toLocaleString("en"), ...loads, ...way, ...scroll]);
  }
  const head = [
    "agents",
    "first row by link",
    "full load: first paint",
    "first row",
    "alive",
    "to a page not seen yet",
    "the slowest",
    "to one just seen",
    "the slowest",
    "frames/s",
    "longest gap",
  ];
  console.log(`\n${machineLine(ROUNDS)}\n\n${table([...head, "elements in the rows"], rows)}`);
}

runBench(bench, endings, LIMIT);
