import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

export type RunSwitch = "start" | "stop" | "restart";

/** The agent as it will be asked to be: whether it really runs is what the supervisor sees. */
export function switchedRun(agent: AgentDetail, change: RunSwitch): AgentDetail {
  const { runtime } = agent;
  if (!runtime) return agent;
  const desiredState = change === "stop" ? "stopped" : "running";
  const offered = change === "stop" ? "start" : "stop";
  const may = agent.may.map((verb) => (verb === "start" || verb === "stop" ? offered : verb));
  // What ended before is no news any more once it is asked to start.
  const begun = change === "stop" || runtime.observedState === "running" ? runtime : fresh(runtime);
  const runState = begun.observedState;
  return {
    ...agent,
    may,
    runState,
    error: change === "stop" ? agent.error : null,
    runtime: { ...begun, desiredState },
  };
}

function fresh(runtime: NonNullable<AgentDetail["runtime"]>): NonNullable<AgentDetail["runtime"]> {
  return { ...runtime, observedState: "stopped", error: null, exitCode: null, observedAt: null };
}
