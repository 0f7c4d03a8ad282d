import { fleet } from "@/lib/contracts/fleet/contract";
import { toInfo, toSleepingInfo, withoutTemplate } from "@/lib/contracts/fleet/present/info";
import { info as reply } from "@/lib/contracts/fleet/wire/info";
import { agentParams } from "@/lib/contracts/fleet/wire/share";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { showFleetAgent } from "@/lib/domain/fleet/queries";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";
import { readTemplate } from "@/lib/runtime/read-template";
import { TemplateFault } from "@/lib/runtime/template-file";

/** Contract 2, 4.9. */
export const info = endpoint({
  contract: fleet,
  method: "GET",
  path: "/api/agents/{agent}/info",
  summary: "What an agent's template says about it",
  params: agentParams,
  reply: json(reply),
  faults: ["not_found", "unavailable"],
  verb: showFleetAgent,
  handle: async ({ ctx, params }) => {
    const agent = await showFleetAgent(ctx, parseAgentRef(params.agent));
    if (agent.hosting === "integrated") return withoutTemplate(agent, "No template.yaml found in the workspace");
    if (agent.status !== "running") return toSleepingInfo(agent);
    const found = await readTemplate(agent.id);
    if (found === null) return withoutTemplate(agent, "No template.yaml found in the workspace");
    return found instanceof TemplateFault ? withoutTemplate(agent, found.message) : toInfo(agent, found);
  },
});
