import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { closingLine } from "./run-suites";
import { outcomeOf, readBrowserReport, readUnitReport } from "./suites";

test("the closing line counts all suites and names skipped tests only where there are some", () => {
  expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe("12 passed, 0 failed");
  expect(closingLine({ passed: 12, failed: 1, skipped: 3 })).toBe("12 passed, 1 failed, 3 skipped");
});

test("both reports are counted; what needed a second attempt has failed", () => {
  const unit = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  expect(readUnitReport(unit)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  const browser = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 } };
  expect(readBrowserReport(browser)).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

test("a program that failed counts as a failure even when its report is missing or knows none", () => {
  const folder = mkdtempSync(join(tmpdir(), "muster-suites-"));
  const path = join(folder, "report.json");
  expect(outcomeOf(path, readUnitReport, true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  writeFileSync(path, JSON.stringify({ numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 }));
  expect(outcomeOf(path, readUnitReport, false)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  expect(outcomeOf(path, readUnitReport, true)).toEqual({ passed: 5, failed: 0, skipped: 0 });
  rmSync(folder, { recursive: true });
});
