import { expect, test } from "vitest";
import { formatBytes } from "./format-bytes";
import { absoluteTime, formatDuration, parseTime, relativeTime } from "./relative-time";

const now = Date.UTC(2026, 6, 3, 12, 0, 0);

test("a time without offset is UTC", () => {
  expect(parseTime("2026-07-03T12:12:54.082605")?.toISOString()).toBe("2026-07-03T12:12:54.082Z");
  expect(parseTime("2026-07-03T12:00:00+02:00")?.toISOString()).toBe("2026-07-03T10:00:00.000Z");
  expect(parseTime("yesterday")).toBeNull();
});

test.each([
  [10, "just now"],
  [-300, "5 minutes ago"],
  [-3_590, "1 hour ago"],
  [-86_400, "yesterday"],
  [3 * 86_400, "in 3 days"],
])("%d seconds from now reads %s", (seconds, words) => {
  expect(relativeTime(new Date(now + seconds * 1000), now)).toBe(words);
});

test("the server's form is the same wherever it runs", () => {
  expect(absoluteTime(new Date(now), false)).toBe("3 Jul 2026, 12:00 UTC");
});

test("durations and sizes are short", () => {
  expect([812, 4200, 190_000].map(formatDuration)).toEqual(["812 ms", "4.2 s", "3 min 10 s"]);
  expect([0, 1023, 1024, 14_541, 52_428_800].map(formatBytes)).toEqual([
    "0 B",
    "1023 B",
    "1 KiB",
    "14.2 KiB",
    "50 MiB",
  ]);
});

test("dates are written in the person's way once the page knows their zone, and in one way before", () => {
  const at = new Date("2026-03-02T13:05:00Z");
  expect(absoluteTime(at, true, "en")).toBe(absoluteTime(at, true));
  expect(absoluteTime(at, true, "de")).not.toBe(absoluteTime(at, true));
  expect(absoluteTime(at, false, "de")).toBe(absoluteTime(at, false));
});

test("a narrow place gets few letters", () => {
  const now = Date.UTC(2026, 0, 2);
  expect(relativeTime(new Date(now - 5 * 3_600_000), now, true)).toBe("5h ago");
  expect(relativeTime(new Date(now - 24 * 3_600_000), now, true)).toBe("1d ago");
});
