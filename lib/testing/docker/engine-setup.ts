import type { TestProject } from "vitest/node";
import { startTestEngine, stopTestEngine, type TestEngine } from "./test-engine";

declare module "vitest" {
  interface ProvidedContext {
    engine: TestEngine;
  }
}

/** vitest's global setup: one Docker Engine for all files, stopped at the end whatever happened. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const engine = await startTestEngine();
  if ("reason" in engine) console.log(`Docker tests are skipped: ${engine.reason}.`);
  provide("engine", engine);
  return stopTestEngine;
}
