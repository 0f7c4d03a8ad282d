import type { Browser } from "playwright-core";
import { askDoor } from "@/lib/runtime/agent-door";
import { signedInPage } from "./bench-browser";
import type { BenchProduct } from "./bench-product";
import { memoryOf } from "./process-cost";

const RATE = 5_000;
const SECONDS = 10;
const MIB = 1024 * 1024;

declare global {
  interface Window {
    benchLog: { lines: number; missed: number; gaps: number; last: number };
  }
}

/** What the tab is told before any page: counts the lines that its event source hears, and the numbers that are left out. */
const watch = () => {
  const seen = { lines: 0, missed: 0, gaps: 0, last: 0 };
  Object.assign(window, { benchLog: seen });
  const Plain = window.EventSource;
  window.EventSource = class extends Plain {
    constructor(url: string | URL) {
      super(url);
      this.addEventListener("line", (event) => {
        const number = Number(/bench line (\d+)/.exec(String(event.data))?.[1] ?? 0);
        if (number === 0) return;
        seen.lines += 1;
        if (seen.last > 0) seen.missed += number - seen.last - 1;
        seen.last = number;
      });
      this.addEventListener("gap", () => {
        seen.gaps += 1;
      });
    }
  };
};

/** Writes numbered lines at the rate, in portions of a hundredth of a second. */
const writer = (lines: number) => `
  let n = 0; const start = Date.now();
  const timer = setInterval(() => {
    const due = Math.min(${lines}, Math.floor((Date.now() - start) * ${RATE / 1000}));
    let text = ""; while (n < due) text += "bench line " + ++n + " of a log that is as long as such lines are, more or less\\n";
    process.stdout.write(text);
    if (n >= ${lines}) clearInterval(timer);
  }, 10);`;

type Writer = { id: string; node: string };

/** Lets the running agent write `RATE` lines a second; resolves when all are written. */
async function writeLines({ id: agentId, node }: Writer, seconds = SECONDS): Promise<number> {
  const command = [node, "-e", writer(RATE * seconds)];
  await askDoor(agentId, "act", { method: "POST", json: { tool: "run", command }, patience: 120_000 });
  return RATE * seconds;
}

/** 5,000 lines a second on the page of the agent's log: lines heard, lines left out, and what the tab takes, MiB. */
export async function measureTab(browser: Browser, product: BenchProduct, agent: Writer) {
  const page = await signedInPage(browser, product);
  await page.addInitScript({ content: "globalThis.__name = (target) => target;" });
  await page.addInitScript(watch);
  await page.goto(`${product.url}/agents/${agent.id}?tab=runtime`);
  await page.getByText("Live", { exact: true }).first().waitFor();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const started = performance.now();
  const written = await writeLines(agent);
  await page
    .waitForFunction((count) => window.benchLog.last >= count, written, { timeout: 60_000 })
    .catch(() => undefined);
  const took = (performance.now() - started) / 1000;
  const heard = await page.evaluate(() => window.benchLog);
  const { metrics } = await cdp.send("Performance.getMetrics");
  const heap = (metrics.find(({ name }) => name === "JSHeapTotalSize")?.value ?? 0) / MIB;
  await page.context().close();
  return { written, ...heard, took, heap };
}

/** So many listeners of one log at once: lines that each heard, and the supervisor's memory before and then, MiB. */
export async function measureViewers(product: BenchProduct, supervisorPid: number, agent: Writer, count: number) {
  const before = memoryOf(supervisorPid).now / MIB;
  const heard = new Array<number>(count).fill(0);
  const leave = new AbortController();
  const listen = async (at: number) => {
    const answer = await fetch(`${product.url}/api/runtime/${agent.id}/logs?tail=0`, {
      headers: { authorization: `Bearer ${product.tokens.admin}` },
      signal: leave.signal,
    });
    if (answer.status !== 200 || !answer.body) throw new Error(`a viewer got ${answer.status}: ${await answer.text()}`);
    const decoder = new TextDecoder();
    const reader = answer.body.getReader();
    for (let chunk = (await reader.read()).value; chunk; chunk = (await reader.read()).value) {
      heard[at] = (heard[at] ?? 0) + (decoder.decode(chunk, { stream: true }).match(/event: line/g)?.length ?? 0);
    }
  };
  const left = (error: unknown) => {
    if (!leave.signal.aborted) throw error;
  };
  const listening = Array.from({ length: count }, (_, at) => listen(at).catch(left));
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const written = 500;
  const command = [agent.node, "-e", `for (let i = 0; i < ${written}; i++) console.log("viewed line", i)`];
  await askDoor(agent.id, "act", { method: "POST", json: { tool: "run", command }, patience: 60_000 });
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const after = memoryOf(supervisorPid).now / MIB;
  leave.abort();
  await Promise.all(listening);
  return { written, least: Math.min(...heard), most: Math.max(...heard), before, after };
}
