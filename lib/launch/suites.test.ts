import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { closingLine } from "./run-suites";
import { outcomeOf, readBrowserReport, readUnitReport } from "./test-reports";

test("the closing line counts all suites and names skipped tests only where there are some", () => {
  expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe("12 passed, 0 failed");
  expect(closingLine({ passed: 12, failed: 1, skipped: 3 })).toBe("12 passed, 1 failed, 3 skipped");
});

test("both reports are counted and name what failed; what needed a second attempt has failed", () => {
  const unit = {
    ...counts(5, 1),
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      {
        name: join(process.cwd(), "lib/a.test.ts"),
        status: "failed",
        message: "",
        assertionResults: [
          { fullName: "it holds", status: "passed", failureMessages: [] },
          {
            fullName: "it breaks",
            status: "failed",
            failureMessages: ["\u001b[31mexpected 1 to be 2\u001b[39m\n  at a"],
          },
        ],
      },
      { name: join(process.cwd(), "lib/b.test.ts"), status: "failed", message: "no such file", assertionResults: [] },
    ],
  };
  expect(readUnitReport(unit)).toEqual({
    passed: 5,
    failed: 1,
    skipped: 3,
    failures: [
      { test: "lib/a.test.ts › it breaks", why: "expected 1 to be 2\n  at a" },
      { test: "lib/b.test.ts", why: "no such file" },
    ],
  });
  const spec = (title: string, status: string, results: object[]) => ({
    title,
    file: "e2e/a.spec.ts",
    line: 7,
    tests: [{ status, results }],
  });
  const browser = {
    stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 },
    suites: [
      {
        specs: [spec("good", "expected", [{}]), spec("bad", "unexpected", [{ error: { message: "no button" } }])],
        suites: [{ specs: [spec("moody", "flaky", [{ error: {} }, {}])] }],
      },
    ],
  };
  expect(readBrowserReport(browser)).toEqual({
    passed: 4,
    failed: 2,
    skipped: 2,
    failures: [
      { test: "e2e/a.spec.ts:7 › bad", why: "no button" },
      { test: "e2e/a.spec.ts:7 › moody", why: "It gave no message." },
    ],
  });
});

test("a program that failed counts as a failure even when its report is missing or knows none", () => {
  const folder = mkdtempSync(join(tmpdir(), "muster-suites-"));
  const path = join(folder, "report.json");
  const told = { skipped: 0, failures: [] };
  expect(outcomeOf(path, readUnitReport, true)).toEqual({ passed: 0, failed: 1, ...told });
  writeFileSync(path, JSON.stringify({ ...counts(5, 0), testResults: [] }));
  expect(outcomeOf(path, readUnitReport, false)).toEqual({ passed: 5, failed: 1, ...told });
  expect(outcomeOf(path, readUnitReport, true)).toEqual({ passed: 5, failed: 0, ...told });
  rmSync(folder, { recursive: true });
});

function counts(passed: number, failed: number) {
  return { numPassedTests: passed, numFailedTests: failed, numPendingTests: 0, numTodoTests: 0 };
}
