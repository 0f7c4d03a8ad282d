import { z } from "zod";
import { parseAgentRef } from "@/lib/domain/agents/rules";

export const BASE = "/api/v1/custom_agents";

const reference = z
  .string()
  .refine((text) => !text.includes("\0"), "Not a name, number or id")
  .transform(parseAgentRef)
  .describe("Number, name (URL-encoded) or id (agt_…)");

/** `{agent_id}` and `{agent_name}` are the same parameter under two documented names. */
export const AgentId = z.object({ agent_id: reference });
export const AgentName = z.object({ agent_name: reference });
