import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

/** Apart from the unit tests: these need a real Docker Engine, which they start themselves where they can. */
export default defineConfig({
  root,
  resolve: { alias: { "@": root } },
  test: {
    include: ["lib/runtime/docker-driver/*.spec.ts"],
    globalSetup: ["lib/testing/docker/engine-setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
