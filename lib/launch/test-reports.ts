import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

/** `failures` are those whose names a report tells: fewer than `failed` where a suite is one single step. */
export type Outcome = { passed: number; failed: number; skipped: number; failures: readonly Failure[] };
/** `why` is the first message, without colours and the lines of libraries, at most twelve lines. */
export type Failure = { test: string; why: string };

/** A report that is missing, or that knows no failure of a program that failed, counts as one failure. */
export function outcomeOf(path: string, read: (report: unknown) => Outcome, good: boolean): Outcome {
  let outcome: Outcome;
  try {
    outcome = read(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return { passed: 0, failed: 1, skipped: 0, failures: [] };
  }
  return good || outcome.failed > 0 ? outcome : { ...outcome, failed: 1 };
}

const unitReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

/** vitest's JSON report. A file that could not be run at all is a failure of its own. */
export function readUnitReport(report: unknown): Outcome {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = unitReport.parse(report);
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(process.cwd(), name);
    const failed = assertionResults
      .filter((result) => result.status === "failed")
      .map(({ fullName, failureMessages }) => failure(`${file} › ${fullName}`, failureMessages?.[0]));
    return status === "failed" && failed.length === 0 ? [failure(file, message)] : failed;
  });
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests, failures };
}

type BrowserSuite = z.infer<typeof browserSuite>;
const browserSuite = z.object({
  specs: z.array(
    z.object({
      title: z.string(),
      file: z.string(),
      line: z.number(),
      tests: z.array(
        z.object({
          status: z.string(),
          results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })),
        }),
      ),
    }),
  ),
  get suites() {
    return z.array(browserSuite).optional();
  },
});
const browserReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  suites: z.array(browserSuite),
});

/** Playwright's JSON report; what needed a second attempt has failed. */
export function readBrowserReport(report: unknown): Outcome {
  const { stats, suites } = browserReport.parse(report);
  const { expected, unexpected, flaky, skipped } = stats;
  return { passed: expected, failed: unexpected + flaky, skipped, failures: suites.flatMap(failuresOf) };
}

function failuresOf({ specs, suites = [] }: BrowserSuite): Failure[] {
  const here = specs.flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ results }) =>
        failure(`${file}:${line} › ${title}`, results.find(({ error }) => error !== undefined)?.error?.message),
      ),
  );
  return [...here, ...suites.flatMap(failuresOf)];
}

function failure(test: string, message = "It gave no message."): Failure {
  const lines = stripVTControlCharacters(message).trim().split("\n");
  return {
    test,
    why: lines
      .filter((line) => !/^\s+at .*(node_modules|<anonymous>)/.test(line))
      .slice(0, 12)
      .join("\n"),
  };
}
