import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { Doing } from "./agent-doing";
import { isolationWords } from "./isolation-words";

const plain = { at: null, clock: "ago", after: "", failure: null } as const;

/** Why a run ended by itself, in a title. */
function endingTitle({ exitCode, error }: NonNullable<AgentDetail["runtime"]>): string {
  if (error && /out of memory/i.test(error)) return "It ran out of memory";
  if (exitCode === null) return "It could not be started";
  return exitCode === 0 ? "It ended by itself" : `It ended by itself with exit code ${exitCode}`;
}

function exited(runtime: NonNullable<AgentDetail["runtime"]>): Doing {
  const title = endingTitle(runtime);
  const consequence = "It does not run until somebody starts it again.";
  const failure = { title, consequence, lines: runtime.error ?? "" };
  return { ...plain, state: "exited", before: `${title},`, at: runtime.observedAt, failure };
}

function starting({ error }: NonNullable<AgentDetail["runtime"]>): Doing {
  if (!error) return { ...plain, state: "starting", before: "Being started" };
  const title = "It could not be started yet";
  const failure = { title, consequence: "Muster tries again until it succeeds or somebody stops it.", lines: error };
  return { ...plain, state: "starting", before: "Waiting to be started", failure };
}

/** What a container agent is doing now: what was asked for, and what its supervisor saw. */
export function describeRun(agent: AgentDetail): Doing {
  const { runtime } = agent;
  if (!runtime) return { ...plain, state: "stopped", before: "It has not run yet" };
  const wanted = runtime.desiredState === "running";
  if (runtime.observedState === "running") {
    if (!wanted) return { ...plain, state: "stopping", before: "Being stopped" };
    const after = agent.isolation ? (isolationWords[agent.isolation] ?? "") : "";
    const failure = runtime.error
      ? { title: "Not all of it is there", consequence: "The agent runs all the same.", lines: runtime.error }
      : null;
    return { ...plain, state: "running", before: "Started", at: agent.startedAt, after, failure };
  }
  if (runtime.observedState === "exited") return exited(runtime);
  if (wanted) return starting(runtime);
  return { ...plain, state: "stopped", before: "Not running" };
}
