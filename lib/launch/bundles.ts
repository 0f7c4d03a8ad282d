import { join } from "node:path";

/** Processes of the product: build/<name>.js is made from lib/launch/<name>.ts. */
export const ENTRIES = ["web", "web-worker", "supervisor", "prepare"] as const;

/** Where the bundle of an entry lies. */
export function bundleOf(entry: (typeof ENTRIES)[number]): string {
  return join("build", `${entry}.js`);
}
