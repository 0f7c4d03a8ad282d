import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import type { AgentTools } from "@/lib/contracts/console/wire/runtime";
import { isolationWords } from "./isolation-words";
import { describeRun } from "./run-doing";

export type DoingState =
  | "loaded"
  | "loading"
  | "failed"
  | "unloaded"
  | "running"
  | "starting"
  | "stopping"
  | "stopped"
  | "exited";

/** What an agent is doing now, as a sentence around a moment: `before` (the time) `after`. */
export type Doing = {
  state: DoingState;
  before: string;
  /** ISO 8601. */
  at: string | null;
  /** How the moment is told: "3 minutes ago", or counting "12 s". */
  clock: "ago" | "counting";
  after: string;
  /** What went wrong, with the words of whoever said it, one to many lines. */
  failure: { title: string; consequence: string; lines: string } | null;
};

export type DoingFacts = {
  agent: AgentDetail;
  /** Until it is read, the agent's own runtime answers. */
  tools: AgentTools | undefined;
  /** The newest package, where this person may see it. */
  newest: PackageResource | null | undefined;
};

const still = (state: DoingState, before: string): Doing => ({
  state,
  before,
  at: null,
  clock: "ago",
  after: "",
  failure: null,
});

function keepsRunning(tools: AgentTools | undefined, version: string): string {
  const other = tools?.state === "loaded" && tools.version && tools.version !== version ? tools.version : null;
  return other ? `; version ${other} keeps running` : "";
}

/** "with 4 tools on Python 3.11, in a bubblewrap sandbox" */
function circumstances({ report, isolation }: AgentTools): string {
  const count = report?.tools.length ?? 0;
  const tools = report ? `with ${count === 0 ? "no tools" : count === 1 ? "1 tool" : `${count} tools`}` : "";
  const python = report ? ` on Python ${report.python.split(".").slice(0, 2).join(".")}` : "";
  return [tools + python, isolation ? (isolationWords[isolation] ?? "") : ""].filter(Boolean).join(", ");
}

function installing({ tools, newest }: DoingFacts): Doing | null {
  const install = newest?.install;
  if (!newest || (install?.state !== "queued" && install?.state !== "installing")) return null;
  const queued = install.state === "queued";
  return {
    state: "loading",
    before: queued
      ? `Version ${newest.version} is waiting to be installed, for`
      : `Installing version ${newest.version}, for`,
    at: install.at,
    clock: "counting",
    after: keepsRunning(tools, newest.version),
    failure: null,
  };
}

function failureOf({ agent, tools, newest }: DoingFacts): Doing["failure"] {
  const running = tools?.state === "loaded" ? tools.version : null;
  const consequence = running ? `Version ${running} keeps running.` : "Nothing of this agent runs now.";
  if (newest?.status === "approved" && newest.install?.state === "failed" && newest.version !== running) {
    return { title: `Version ${newest.version} failed to load`, consequence, lines: newest.install.error ?? "" };
  }
  const lines = tools?.error ?? agent.error;
  if (!lines) return null;
  const { runtime } = agent;
  if (runtime?.observedState === "exited" && runtime.loadedPackageId !== null) {
    return {
      title: `Version ${runtime.loadedVersion ?? "that ran"} ended by itself`,
      consequence: "Muster starts it again after a pause, and gives up after five failures in ten minutes.",
      lines,
    };
  }
  const wanted = agent.newestPackage?.status === "approved" ? agent.newestPackage.version : null;
  const who = wanted && wanted !== running ? `Version ${wanted}` : "The agent";
  return { title: `${who} failed to load`, consequence, lines };
}

function unloaded({ agent }: DoingFacts): Doing {
  const version = agent.newestPackage?.version;
  const named = version ? `version ${version}` : "its package";
  if (agent.reviewStatus === "PENDING") return still("unloaded", `Nothing runs until ${named} is approved`);
  if (agent.reviewStatus === "REJECTED") return still("unloaded", `Nothing runs, because ${named} was declined`);
  if (agent.reviewStatus === "DISABLED") return still("unloaded", "Disabled: nothing runs until somebody enables it");
  return still("unloaded", "Not loaded");
}

/** What the agent's row knows of what is loaded. */
function loadedByRow({ runtime, isolation }: AgentDetail): AgentTools | undefined {
  if (runtime?.observedState !== "running") return undefined;
  const known = isolation === "container" || isolation === "bubblewrap" || isolation === "process" ? isolation : null;
  const { loadedPackageId: packageId, loadedVersion: version, error } = runtime;
  return { state: "loaded", isolation: known, packageId, version, error, report: null };
}

/** Says what an agent is doing now. */
export function describeDoing(given: DoingFacts): Doing {
  const facts = { ...given, tools: given.tools ?? loadedByRow(given.agent) };
  const { agent, tools } = facts;
  const { runtime, reviewStatus, hosting } = agent;
  if (hosting === "container") return describeRun(agent);
  const wanted = runtime?.desiredState === "running";
  if (reviewStatus === "DISABLED" && tools?.state === "loaded") return still("loading", "Disabled; being unloaded");
  const coming = wanted ? installing(facts) : null;
  if (coming) return coming;
  const failure = wanted ? failureOf(facts) : null;
  if (tools?.state === "loaded") {
    const version = tools.version ? `Version ${tools.version} was loaded` : "Loaded";
    return { ...still("loaded", version), at: agent.startedAt, after: circumstances(tools), failure };
  }
  if (failure) return { ...still("failed", failure.title), failure };
  if (wanted) return still("loading", "Being loaded");
  return unloaded(facts);
}
