import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

/** The agent as it will be once it is switched; its run state follows from the supervisor, so that stays. */
export function switchedAgent(agent: AgentDetail, to: "disable" | "enable"): AgentDetail {
  const reviewStatus = to === "disable" ? "DISABLED" : "ACTIVE";
  const opposite = to === "disable" ? "enable" : "disable";
  const may = agent.may.map((verb) => (verb === to ? opposite : verb));
  const desiredState = to === "disable" ? "stopped" : "running";
  return { ...agent, reviewStatus, may, runtime: agent.runtime && { ...agent.runtime, desiredState } };
}
