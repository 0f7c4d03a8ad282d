import { expect, test } from "vitest";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import type { AgentTools } from "@/lib/contracts/console/wire/runtime";
import { describeDoing } from "./agent-doing";
import { switchedAgent } from "./agent-switch";

const at = "2026-03-02T10:00:00.000Z";

function agentWith(fields: Partial<AgentDetail> = {}, runtime: Partial<NonNullable<AgentDetail["runtime"]>> = {}) {
  const agent: AgentDetail = {
    id: "agt_1",
    number: 1,
    name: "scout",
    description: "",
    hosting: "integrated",
    type: "custom",
    reviewStatus: "ACTIVE",
    runState: "running",
    isolation: "bubblewrap",
    version: "0.2.0",
    owner: null,
    workspaceId: null,
    tags: [],
    pendingPackageId: null,
    error: null,
    createdAt: at,
    updatedAt: at,
    startedAt: at,

    lifecycleState: "live",
    deletedAt: null,
    retentionTier: null,
    purgeAt: null,
    supportsBackground: false,
    newestPackage: { id: "pkg_2", version: "0.2.0", status: "approved" },
    runningPackage: null,
    runtime: {
      desiredState: "running",
      observedState: "running",
      loadedPackageId: "pkg_1",
      loadedVersion: "0.1.0",
      startedAt: at,
      error: null,
      restarts: 0,
      isolation: "bubblewrap",
      driver: "loader",
      exitCode: null,
      observedAt: at,
      containerId: null,
      imageVersion: null,
      port: null,
      contextUsed: 0,
      contextMax: 0,
      report: null,
      ...runtime,
    },
    may: ["disable", "remove"],
    trashDays: 30,
    live: null,
    rev: 1,
    ...fields,
  };
  return agent;
}

function toolsWith(fields: Partial<AgentTools> = {}): AgentTools {
  const tool = { name: "add", description: "", async: false, file: null, line: null, parameters: {} };
  const report = {
    agent: { name: "scout", description: "", instructions: "" },
    tools: [tool, tool],
    mcp_servers: [],
    memory: null,
    python: "3.11.2",
    ncp: "1",
    extra: {},
  };
  return {
    state: "loaded",
    isolation: "bubblewrap",
    packageId: "pkg_1",
    version: "0.1.0",
    error: null,
    report,
    ...fields,
  };
}

function newestWith(install: PackageResource["install"]): PackageResource {
  return {
    id: "pkg_2",
    agentId: "agt_1",
    agentName: "scout",
    agentNumber: 1,
    workspaceId: "w",
    version: "0.2.0",
    sha256: "",
    size: 1,
    status: "approved",
    newest: true,
    manifest: { name: "scout", entryPoint: "a:b", pythonVersion: "3.11", description: "", requirements: [] },
    findings: { high: 0, medium: 0, low: 0, info: 0 },
    submittedBy: { id: "usr_1", name: "Ada" },
    submittedAt: at,
    queuedAt: at,
    claimedBy: null,
    reviewedBy: null,
    reviewedAt: null,
    reason: null,
    running: null,
    install,
    may: [],
    timeline: [],
  };
}

test("a loaded agent is told with its tools, Python and isolation", () => {
  expect(describeDoing({ agent: agentWith(), tools: toolsWith(), newest: null })).toMatchObject({
    state: "loaded",
    before: "Version 0.1.0 was loaded",
    at,
    after: "with 2 tools on Python 3.11, in a bubblewrap sandbox",
    failure: null,
  });
});

test("while a new version is installed, the one that keeps running is named", () => {
  const newest = newestWith({ state: "installing", error: null, at });
  expect(describeDoing({ agent: agentWith(), tools: toolsWith(), newest })).toMatchObject({
    state: "loading",
    before: "Installing version 0.2.0, for",
    clock: "counting",
    after: "; version 0.1.0 keeps running",
  });
});

test("a failed load is told with the installer's words and what runs instead", () => {
  const newest = newestWith({ state: "failed", error: "SyntaxError: invalid\n  agent.py, line 3", at });
  const doing = describeDoing({ agent: agentWith(), tools: toolsWith(), newest });
  expect(doing.state).toBe("loaded");
  expect(doing.failure).toEqual({
    title: "Version 0.2.0 failed to load",
    consequence: "Version 0.1.0 keeps running.",
    lines: "SyntaxError: invalid\n  agent.py, line 3",
  });
  const nothing = describeDoing({ agent: agentWith(), tools: toolsWith({ state: "failed", version: null }), newest });
  expect(nothing.failure?.consequence).toBe("Nothing of this agent runs now.");
});

test("people who may not see packages learn of a failure from the runtime", () => {
  const tools = toolsWith({ state: "failed", version: null, report: null, error: "ImportError: requests" });
  expect(describeDoing({ agent: agentWith(), tools, newest: undefined })).toMatchObject({
    state: "failed",
    failure: { title: "Version 0.2.0 failed to load", lines: "ImportError: requests" },
  });
});

test("a crash is not called a failed load", () => {
  const agent = agentWith({ error: "killed" }, { observedState: "exited" });
  const tools = toolsWith({ state: "failed", error: "killed" });
  expect(describeDoing({ agent, tools, newest: null }).failure?.title).toBe("Version 0.1.0 ended by itself");
});

test("switching shows at once, keeps the observed run state and turns the offer around", () => {
  const off = switchedAgent(agentWith(), "disable");
  expect(off).toMatchObject({ reviewStatus: "DISABLED", runState: "running", may: ["enable", "remove"] });
  expect(describeDoing({ agent: off, tools: toolsWith(), newest: null }).before).toBe("Disabled; being unloaded");
  expect(switchedAgent(off, "enable")).toEqual(agentWith());
});

test.each([
  ["PENDING", "Nothing runs until version 0.2.0 is approved"],
  ["REJECTED", "Nothing runs, because version 0.2.0 was declined"],
  ["DISABLED", "Disabled: nothing runs until somebody enables it"],
] as const)("an agent that is %s and not loaded says why", (reviewStatus, words) => {
  const agent = agentWith({ reviewStatus }, { desiredState: "stopped", observedState: "stopped" });
  const tools = toolsWith({ state: "unloaded", version: null, report: null });
  expect(describeDoing({ agent, tools, newest: null })).toMatchObject({
    state: "unloaded",
    before: words,
    failure: null,
  });
});

test("before the tools are read, the agent's own runtime says what is loaded", () => {
  expect(describeDoing({ agent: agentWith(), tools: undefined, newest: undefined })).toMatchObject({
    state: "loaded",
    before: "Version 0.1.0 was loaded",
    after: "in a bubblewrap sandbox",
  });
});
