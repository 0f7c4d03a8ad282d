import { describe, expect, test } from "vitest";
import { cpuCost } from "@/lib/testing/cpu-cost";
import { activityOf, contextPercent, fleetName, resourceColumns, setResources, wantedResources } from "./rules";

describe("the name of a container agent", () => {
  test.each([
    ["Research Agent", "research-agent"],
    ["  --A__b--  ", "a__b"],
    ["Ünïcode & Söhne", "n-code-s-hne"],
    ["a".repeat(63), "a".repeat(63)],
    ["x--------y", "x-y"],
  ])("%s becomes %s", (typed, name) => {
    expect(fleetName(typed, "name")).toBe(name);
  });

  test.each(["", "---", "日本", "a".repeat(64), "2222", "agt_x", "AGT_1", "list", "Context-Stats"])(
    "%s is refused with the field's name",
    (typed) => {
      expect(() => fleetName(typed, "new_name")).toThrow(expect.objectContaining({ fault: "invalid" }));
      expect(() => fleetName(typed, "new_name")).toThrow(/^new_name: /);
    },
  );

  test("long hostile text is judged in linear time", () => {
    const judge = () => expect(() => fleetName(`${"-a".repeat(50_000)}!`, "name")).toThrow();
    expect(cpuCost(judge)).toBeLessThan(20);
  });
});

describe("resources", () => {
  test("a number is taken as its text, absent and null are the default", () => {
    expect(resourceColumns({ cpu: 4, memory: "8g" })).toEqual({ cpu: 4, memoryMb: 8192 });
    expect(resourceColumns({ cpu: null })).toEqual({ cpu: null, memoryMb: null });
    expect(wantedResources({ cpu: null, memoryMb: null })).toEqual({ cpu: "2", memory: "4g" });
    expect(setResources({ cpu: 16, memoryMb: 65_536 })).toEqual({ cpu: "16", memory: "64g" });
  });

  test.each([-1, 0, 1e9, Number.NaN, "2; x", "3", {}, true, ""])("cpu %s is refused", (cpu) => {
    expect(() => resourceColumns({ cpu }, "resources.")).toThrow(/^resources\.cpu: must be one of/);
  });

  test.each(["4gb", "999999g", "1k", "4", 4, "4G"])("memory %s is refused", (memory) => {
    expect(() => resourceColumns({ memory })).toThrow(/^memory: must be one of/);
  });
});

test("an activity counts for a minute, and only of what runs", () => {
  const now = new Date("2026-03-26T12:00:00Z");
  const ago = (ms: number) => new Date(now.getTime() - ms);
  expect(activityOf("running", ago(59_999), now)).toBe("active");
  expect(activityOf("running", ago(60_000), now)).toBe("idle");
  expect(activityOf("running", null, now)).toBe("idle");
  expect(activityOf("stopped", ago(1), now)).toBe("offline");
  expect([contextPercent(62_400, 200_000), contextPercent(1, 0)]).toEqual([31.2, 0]);
});
