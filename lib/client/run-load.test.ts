import { describe, expect, test } from "vitest";
import { keptReadings, type LiveReading, mergedLoad } from "./run-load";

const start = Date.parse("2026-03-26T12:00:00Z");
const reading = (seconds: number, rx: number | null = null): LiveReading => ({
  at: start + seconds * 1000,
  ...{ cpuPercent: seconds, memoryBytes: 1, memoryLimitBytes: 2, networkRxBytes: rx, networkTxBytes: null },
});
const step = (seconds: number, networkRxBytes: number | null) => ({
  at: new Date(start + seconds * 1000).toISOString(),
  ...{ cpuPercent: 1, memoryUsedBytes: 10, networkRxBytes, networkTxBytes: 0, pids: 1, running: 1 },
});

describe("live readings", () => {
  test("of one step only the newest is kept", () => {
    const kept = [0, 2, 4, 6].reduce<LiveReading[]>((all, second) => keptReadings(all, reading(second)), []);
    expect(kept.map(({ cpuPercent }) => cpuPercent)).toEqual([4, 6]);
  });

  test("what is older than an hour goes", () => {
    expect(keptReadings([reading(0), reading(30)], reading(3_601)).map((one) => one.cpuPercent)).toEqual([30, 3_601]);
  });
});

describe("the last hour", () => {
  test("history until the live readings begin, then those, network as bytes a second", () => {
    const history = { stepSeconds: 30, points: [step(0, 100), step(30, 400), step(60, 9)] };
    const load = mergedLoad(history, [reading(40, 500), reading(45, 600)]);
    expect(load.map(({ at }) => (at - start) / 1000)).toEqual([0, 30, 40, 45]);
    expect(load.map(({ receivedRate }) => receivedRate)).toEqual([null, 10, 10, 20]);
  });

  test("a restart, where counting begins anew, is a gap and no negative rate", () => {
    const history = { stepSeconds: 30, points: [step(0, 900), step(30, 30), step(60, null)] };
    expect(mergedLoad(history, []).map(({ receivedRate }) => receivedRate)).toEqual([null, null, null]);
  });
});
