import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "@/lib/launch/process-facts";
import type { BenchProduct } from "./bench-product";
import { readings } from "./scenarios";

const settings = {
  session_preload_libraries: "auto_explain",
  "auto_explain.log_min_duration": "0",
  "auto_explain.log_analyze": "on",
  "auto_explain.log_buffers": "on",
};
const RECONNECT = 10_000;

async function get(product: BenchProduct, { path, headers }: { path: string; headers?: Record<string, string> }) {
  const response = await fetch(product.url + path, { headers }).catch(() => null);
  await response?.arrayBuffer();
  return response?.ok === true;
}

/** From here on the product's connections write the plan of every statement into the server's log. */
export async function explainEverything(product: BenchProduct): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    await product.database.query(`ALTER DATABASE muster SET ${name} = '${value}'`);
  }
  await product.database.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'muster' AND pid <> pg_backend_pid()",
  );
  const { list } = readings(product);
  if (!(await eventually(() => get(product, list), RECONNECT))) throw new Error("The product lost its database");
}

/** Plans in the log since `from`, each without the statement's text. */
export function plansSince(log: string, from: number): string[] {
  const text = readFileSync(log).subarray(from).toString();
  return text.split(/^.*LOG: {2}duration: .* plan:$/m).flatMap((entry) => {
    const start = entry.search(/^\t(?!\s)[A-Z][\w ]+ {2}\(cost=/m);
    const lines = start === -1 ? [] : entry.slice(start).split("\n");
    const end = lines.findIndex((line) => !line.startsWith("\t"));
    return lines.length === 0
      ? []
      : [
          lines
            .slice(0, end === -1 ? undefined : end)
            .join("\n")
            .replace(/^\t/gm, ""),
        ];
  });
}

/** The plans of the statements that read agents, as the product itself runs them: of the list and of get one. */
export async function explainReads(product: BenchProduct): Promise<{ list: string[]; one: string[] }> {
  await explainEverything(product);
  const log = join(product.folder, "postgres.log");
  const { list, one } = readings(product);
  const plansOf = async (shot: typeof list) => {
    const from = statSync(log).size;
    await get(product, shot);
    return plansSince(log, from).filter((plan) => plan.includes('"Agent"'));
  };
  return { list: await plansOf(list), one: await plansOf(one) };
}
