import { messageOf } from "./problem";
import { seconds } from "./steps.mjs";
import { SUITES, type Suite } from "./suites";
import type { Failure, Outcome } from "./test-reports";

/**
 * `npm test`: all suites, or those of `--only types,unit`; further arguments go to the suites' programs.
 * What failed is named once more after all suites, with its message. The last line is "N passed, N failed", with ", N skipped" where some were. Exit code 1 when anything failed or nothing ran.
 */
export async function runTests(args: readonly string[]): Promise<void> {
  const { suites, rest } = choose(args);
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failures: Failure[] = [];
  for (const suite of suites) {
    const outcome = await runOne(suite, rest);
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    total.skipped += outcome.skipped;
    failures.push(...outcome.failures);
  }
  for (const { test, why } of failures) console.error(`\nFAILED ${test}\n${why.replace(/^/gm, "  ")}`);
  console.log(`\n${closingLine(total)}`);
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
}

/** "12 passed, 0 failed, 1 skipped" */
export function closingLine({ passed, failed, skipped }: Omit<Outcome, "failures">): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

async function runOne(suite: Suite, rest: readonly string[]): Promise<Outcome> {
  const start = performance.now();
  console.log(`\n=== ${suite.title} ===`);
  let outcome: Outcome;
  try {
    outcome = await suite.run(rest);
  } catch (error) {
    console.error(messageOf(error));
    outcome = { passed: 0, failed: 1, skipped: 0, failures: [] };
  }
  console.log(`--- ${suite.title}: ${closingLine(outcome)} (${seconds(performance.now() - start)})`);
  return outcome;
}

function choose(args: readonly string[]): { suites: readonly Suite[]; rest: readonly string[] } {
  const at = args.indexOf("--only");
  if (at < 0) return { suites: SUITES, rest: args };
  const names = (args[at + 1] ?? "").split(",");
  const unknown = names.filter((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no suite ${unknown.join(", ")}; there are ${SUITES.map((suite) => suite.name).join(", ")}.`,
    );
    process.exit(1);
  }
  const rest = [...args.slice(0, at), ...args.slice(at + 2)];
  return { suites: SUITES.filter((suite) => names.includes(suite.name)), rest };
}
