import { expect, test } from "vitest";
import { runStats } from "@/lib/runtime/docker-driver/container-stats";

const cpu = (total: number, system: number) => ({
  cpu_usage: { total_usage: total },
  system_cpu_usage: system,
  online_cpus: 4,
});
const answer = (memory: object, more: object = {}) => ({
  cpu_stats: cpu(3_000, 20_000),
  precpu_stats: cpu(1_000, 10_000),
  memory_stats: memory,
  networks: { eth0: { rx_bytes: 100, tx_bytes: 20 }, eth1: { rx_bytes: 5, tx_bytes: 1 } },
  pids_stats: { current: 7 },
  ...more,
});

test("cgroup v1 and v2 are read alike: without what is only cached", () => {
  const v1 = runStats(
    answer({ usage: 1_000, limit: 4_000, stats: { total_inactive_file: 300, inactive_file: 1 } }),
    undefined,
  );
  const v2 = runStats(answer({ usage: 1_000, limit: 4_000, stats: { inactive_file: 300, anon: 600 } }), undefined);
  expect(v1).toEqual(v2);
  expect(v1?.stats).toEqual({
    cpuPercent: 80,
    memoryBytes: 700,
    memoryLimitBytes: 4_000,
    networkRxBytes: 105,
    networkTxBytes: 21,
    pids: 7,
  });
});

test("the look before counts, where there was one", () => {
  const now = runStats(answer({ usage: 1, limit: 2 }), { container: 2_500, system: 10_000 });
  expect(now?.stats.cpuPercent).toBe(20);
  expect(now?.sample).toEqual({ container: 3_000, system: 20_000 });
});

test("a first look without anything earlier says 0, and so does a clock that went back", () => {
  const first = answer(
    { usage: 1, limit: 2 },
    { precpu_stats: { cpu_usage: { total_usage: 0 }, system_cpu_usage: 0 } },
  );
  expect(runStats({ ...first, precpu_stats: undefined }, undefined)?.stats.cpuPercent).toBe(0);
  expect(runStats(first, { container: 9_000, system: 90_000 })?.stats.cpuPercent).toBe(0);
});

test("more cached than used, and no network, are taken as they are", () => {
  const odd = runStats(answer({ usage: 10, limit: 2, stats: { inactive_file: 300 } }, { networks: null }), undefined);
  expect(odd?.stats).toMatchObject({ memoryBytes: 10, networkRxBytes: 0 });
});

test("a container that has ended has no statistics", () => {
  const ended = { cpu_stats: { cpu_usage: { total_usage: 0 } }, memory_stats: {}, pids_stats: {}, networks: null };
  expect(runStats(ended, undefined)).toBeNull();
});

test.each([null, "", Buffer.from("x"), {}, { cpu_stats: 1 }])("anything else is no engine's answer: %j", (said) => {
  expect(() => runStats(said, undefined)).toThrow(/not its own/);
});
