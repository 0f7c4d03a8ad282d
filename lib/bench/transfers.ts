import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { collectEndings } from "@/lib/launch/endings";
import { step } from "@/lib/launch/steps.mjs";
import { agentZip, specOf } from "@/lib/testing/transfer-scene";
import { type BenchProduct, startBenchProduct } from "./bench-product";
import { forgetPeak, memoryOf } from "./process-cost";
import { runBench } from "./run-bench";

const MiB = 1024 * 1024;
const TIMES = 3;
const LIMIT = 6 * 60_000;
const BOUNDARY = "bench-0123456789";

const endings = collectEndings();

/** The form of an import whose zip has this size. */
function writeForm(path: string, mib: number): void {
  const files = Array.from({ length: Math.ceil(mib / 45) }, (_, at) => {
    const size = Math.min(45, mib - at * 45) * MiB;
    return { path: `knowledge/${at}.bin`, body: randomBytes(size), store: true };
  });
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="a.zip"\r\n\r\n`;
  const tail = `\r\n--${BOUNDARY}--\r\n`;
  writeFileSync(path, Buffer.concat([Buffer.from(head), agentZip(specOf(), files), Buffer.from(tail)]));
}

type Call = { method: "GET" | "POST"; path: string; form?: string };

/** Asks the product; gives the text of a short answer, or how many bytes a long one has. */
async function ask(
  { url, tokens }: BenchProduct,
  { method, path, form }: Call,
): Promise<{ text: string; bytes: number }> {
  const sent = request(new URL(path, url), {
    method,
    headers: {
      authorization: `Bearer ${tokens.admin}`,
      ...(form
        ? { "content-type": `multipart/form-data; boundary=${BOUNDARY}`, "content-length": statSync(form).size }
        : {}),
    },
  });
  const answered = once(sent, "response");
  if (form) await pipeline(createReadStream(form), sent);
  else sent.end();
  const [response] = await answered;
  let [text, bytes] = ["", 0];
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes < 100_000) text += chunk;
  }
  if (response.statusCode >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${text}`);
  return { text, bytes };
}

/** Most bytes that the web process has above what it had when idle, and the median of the times, ms. */
async function cost(
  product: BenchProduct,
  idle: number,
  work: () => Promise<unknown>,
): Promise<{ most: number; median: number }> {
  let most = 0;
  const times: number[] = [];
  for (let at = 0; at < TIMES; at++) {
    forgetPeak(product.pid);
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
    most = Math.max(most, memoryOf(product.pid).peak - idle);
  }
  return { most, median: times.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0 };
}

async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "muster-bench-"));
  endings.add(() => rmSync(folder, { recursive: true, force: true }));
  const product = await step("Starting the product", startBenchProduct);
  endings.add(product.stop);
  const base = `/tenants/${product.place.workspaceId}/api/v2/agents`;
  const [small, large] = [join(folder, "small"), join(folder, "large")];
  writeForm(small, 1);
  writeForm(large, 99);
  const bring = async (form: string): Promise<string> =>
    JSON.parse((await ask(product, { method: "POST", path: `${base}/import`, form })).text).id;
  for (let at = 0; at < TIMES; at++)
    await ask(product, { method: "GET", path: `${base}/${await bring(small)}/export` });
  const idle = memoryOf(product.pid).now;
  const incoming = await step("Importing 99 MiB", () => cost(product, idle, () => bring(large)));
  const id = await bring(large);
  const outgoing = await step("Exporting it", () =>
    cost(product, idle, () => ask(product, { method: "GET", path: `${base}/${id}/export` })),
  );
  const line = (what: string, { most, median }: { most: number; median: number }) =>
    `${what} takes ${(most / MiB).toFixed(1)} MiB more than idle, and ${(median / 1000).toFixed(1)} s`;
  console.log(`\nIdle, the web process has ${(idle / MiB).toFixed(0)} MiB.`);
  console.log([line("An import of 99 MiB", incoming), line("its export", outgoing)].join("; "));
}

runBench(bench, endings, LIMIT);
