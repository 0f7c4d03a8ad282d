import { expect, test } from "vitest";
import { emptyLog, followedLog, type LogEvent } from "./agent-log";

const line = (seq: number, text = `line ${seq}`, minute = seq): LogEvent => ({
  type: "line",
  data: { seq, at: `2026-03-02T10:${String(minute % 60).padStart(2, "0")}:00.000Z`, stream: "stdout", text },
});
const shown = (events: LogEvent[]) => followedLog(emptyLog, events).lines.map(({ text }) => text);

test("lines that a new connection repeats are shown once, and the break is marked", () => {
  expect(
    shown([{ type: "open" }, line(1), line(2), { type: "lost" }, { type: "open" }, line(1), line(2), line(3)]),
  ).toEqual(["line 1", "line 2", "The connection was lost and is back", "line 3"]);
});

test("missing lines are counted, whether the server says so or the numbers show it", () => {
  expect(shown([line(1), { type: "gap", data: { lines: 4 } }, line(6)])).toEqual([
    "line 1",
    "4 lines are missing here",
    "line 6",
  ]);
  expect(shown([line(1), line(3)])).toEqual(["line 1", "1 line is missing here", "line 3"]);
});

test("a log that begins anew with lower numbers goes on", () => {
  expect(shown([line(8), line(1, "fresh", 30)])).toEqual(["line 8", "fresh"]);
});

test("ids count up over marks and over what was dropped", () => {
  const many = Array.from({ length: 10_010 }, (_, index) => line(index + 1));
  const { lines } = followedLog(emptyLog, many);
  expect(lines).toHaveLength(10_000);
  expect(lines.at(-1)?.id).toBe(10_010);
  expect(lines[0]?.id).toBe(11);
});

test("a lost connection is connecting, an ended one says why, garbage changes nothing", () => {
  const log = followedLog(emptyLog, [
    { type: "open" },
    { type: "line", data: "x" },
    { type: "state", data: { status: "stopped" } },
  ]);
  expect(log).toMatchObject({ lines: [], connection: "live", silent: "stopped" });
  expect(followedLog(log, [{ type: "lost" }]).connection).toBe("connecting");
  expect(followedLog(log, [{ type: "end", data: { reason: "deleted" } }])).toMatchObject({
    connection: "ended",
    ended: "deleted",
  });
});
