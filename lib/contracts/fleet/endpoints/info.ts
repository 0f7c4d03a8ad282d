import { buffer } from "node:stream/consumers";
import { fleet } from "@/lib/contracts/fleet/contract";
import { toInfo, toSleepingInfo, withoutTemplate } from "@/lib/contracts/fleet/present/info";
import { info as reply } from "@/lib/contracts/fleet/wire/info";
import { agentParams } from "@/lib/contracts/fleet/wire/share";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { DomainError } from "@/lib/domain/faults";
import { showFleetAgent } from "@/lib/domain/fleet/queries";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";
import {
  LARGEST_TEMPLATE_FILE,
  parseTemplateFile,
  TEMPLATE_FILE,
  TemplateFault,
  type TemplateFile,
} from "@/lib/runtime/template-file";
import { readFile } from "@/lib/runtime/workspace-door";

/** The template of a running agent; null where it has none, else what is wrong with it. */
async function readTemplate(agentId: string): Promise<TemplateFile | TemplateFault | null> {
  try {
    const { size, stream } = await readFile(agentId, TEMPLATE_FILE, true);
    if (size <= LARGEST_TEMPLATE_FILE) return parseTemplateFile(await buffer(stream));
    stream.destroy();
    return new TemplateFault("template.yaml is larger than 64 KiB");
  } catch (error) {
    if (error instanceof TemplateFault) return error;
    if (error instanceof DomainError && error.fault === "not_found") return null;
    throw error;
  }
}

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
