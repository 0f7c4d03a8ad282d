import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

/** Apart from the unit tests: these need the production build, and the machine for themselves. */
export default defineConfig({
  root,
  resolve: { alias: { "@": root } },
  test: {
    include: ["lib/testing/crash/*.spec.ts"],
    globalSetup: ["lib/testing/database-server.ts"],
    setupFiles: ["lib/testing/database-worker.ts"],
    pool: "forks",
    maxWorkers: 1,
    fileParallelism: false,
    // What one round broke stays broken for all later ones.
    bail: 1,
    disableConsoleIntercept: true,
    hookTimeout: 120_000,
  },
});
