import { describe, expect, test } from "vitest";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { describeRun } from "./run-doing";
import { switchedRun } from "./run-switch";

const at = "2026-03-02T10:00:00.000Z";
type Runtime = NonNullable<AgentDetail["runtime"]>;

function agentWith(runtime: Partial<Runtime>): AgentDetail {
  const run: Runtime = {
    ...{ desiredState: "running", observedState: "running", loadedPackageId: null, loadedVersion: null },
    ...{ startedAt: at, error: null, restarts: 0, isolation: "process", driver: "process", exitCode: null },
    ...{
      observedAt: at,
      containerId: null,
      imageVersion: null,
      port: 2222,
      contextUsed: 0,
      contextMax: 0,
      report: null,
    },
    ...runtime,
  };
  return {
    ...{ id: "agt_1", number: 1, name: "scout", description: "", hosting: "container", type: "custom" },
    ...{ reviewStatus: "ACTIVE", runState: run.observedState, isolation: "process", version: null, owner: null },
    ...{ workspaceId: null, tags: [], pendingPackageId: null, error: run.error, createdAt: at, updatedAt: at },
    ...{ startedAt: at, lifecycleState: "draft", deletedAt: null, retentionTier: null, purgeAt: null },
    ...{ supportsBackground: false, newestPackage: null, runningPackage: null, runtime: run },
    ...{ may: ["stop", "remove"], trashDays: 30, live: null, rev: 1 },
  };
}

describe("what a container agent does", () => {
  test.each([
    ["running", "running", "running", "Started"],
    ["stopped", "running", "stopping", "Being stopped"],
    ["running", "stopped", "starting", "Being started"],
    ["stopped", "stopped", "stopped", "Not running"],
  ] as const)("asked to be %s and seen %s it is %s", (desiredState, observedState, state, before) => {
    expect(describeRun(agentWith({ desiredState, observedState }))).toMatchObject({ state, before, failure: null });
  });

  test.each([
    [137, "Out of memory: the limit is 1 GiB", "It ran out of memory"],
    [0, null, "It ended by itself"],
    [3, "Exited with code 3", "It ended by itself with exit code 3"],
    [null, "image not available", "It could not be started"],
  ])("ended with code %s and %s: %s", (exitCode, error, title) => {
    const doing = describeRun(agentWith({ observedState: "exited", exitCode, error }));
    expect(doing).toMatchObject({ state: "exited", at, failure: { title, lines: error ?? "" } });
  });

  test("while the engine does not answer, the wait is told with its reason", () => {
    const waiting = describeRun(agentWith({ observedState: "stopped", error: "Docker does not answer" }));
    expect(waiting).toMatchObject({ state: "starting", failure: { lines: "Docker does not answer" } });
  });

  test("one that never ran says so", () => {
    expect(describeRun({ ...agentWith({}), runtime: null }).before).toBe("It has not run yet");
  });
});

describe("a switch shown before the server answers", () => {
  test("start of what had ended forgets the ending and offers to stop", () => {
    const ended = { ...agentWith({ observedState: "exited", exitCode: 1, error: "x" }), may: ["start" as const] };
    const started = switchedRun(ended, "start");
    expect(describeRun(started)).toMatchObject({ state: "starting", failure: null });
    expect([started.may, started.error]).toEqual([["stop"], null]);
  });

  test("stop and restart keep what is seen until it changes", () => {
    expect(describeRun(switchedRun(agentWith({}), "stop")).state).toBe("stopping");
    expect(switchedRun(agentWith({}), "stop").may).toEqual(["start", "remove"]);
    expect(describeRun(switchedRun(agentWith({}), "restart")).state).toBe("running");
  });
});
