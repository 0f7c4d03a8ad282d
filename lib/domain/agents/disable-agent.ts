import type { AgentTarget } from "@/lib/domain/agents/access";
import { switchAgent } from "@/lib/domain/agents/enable-agent";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import { lockPackagedAgent } from "@/lib/domain/packages/access";

/** Unloads an ACTIVE agent until it is enabled again. Throws `conflict` for PENDING and REJECTED ones. */
export const disableAgent = command({
  permission: "agents.administer",
  audit: "agent.disabled",
  target: lockPackagedAgent,
  run: (step: Step<AgentTarget>, _where: { agent: AgentRef }) => switchAgent(step, "disable"),
});
