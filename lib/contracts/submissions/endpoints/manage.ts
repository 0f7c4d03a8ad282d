import { z } from "zod";
import { submissions } from "@/lib/contracts/submissions/contract";
import { AgentName, BASE } from "@/lib/contracts/submissions/endpoints/params";
import { toBackground, toRemoved, toSwitched } from "@/lib/contracts/submissions/present";
import { BackgroundSet, Decided, Done } from "@/lib/contracts/submissions/wire";
import { deleteAgent, deleteOwnAgent } from "@/lib/domain/agents/delete-agent";
import { disableAgent } from "@/lib/domain/agents/disable-agent";
import { enableAgent } from "@/lib/domain/agents/enable-agent";
import { setBackground } from "@/lib/domain/agents/set-background";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

export const disable = endpoint({
  contract: submissions,
  method: "POST",
  path: `${BASE}/{agent_name}/disable`,
  summary: "Switch an agent off",
  params: AgentName,
  reply: json(Decided),
  verb: disableAgent,
  faults: ["not_found", "conflict"],
  handle: async ({ ctx, params }) => toSwitched(await disableAgent(ctx, { agent: params.agent_name })),
});

export const enable = endpoint({
  contract: submissions,
  method: "POST",
  path: `${BASE}/{agent_name}/enable`,
  summary: "Switch an agent on again",
  params: AgentName,
  reply: json(Decided),
  verb: enableAgent,
  faults: ["not_found", "conflict"],
  handle: async ({ ctx, params }) => toSwitched(await enableAgent(ctx, { agent: params.agent_name })),
});

const background = (allowed: boolean) =>
  endpoint({
    contract: submissions,
    method: "POST",
    path: `${BASE}/{agent_name}/${allowed ? "enable" : "disable"}-background`,
    summary: `${allowed ? "Allow" : "Forbid"} unattended runs of an agent`,
    params: AgentName,
    reply: json(BackgroundSet),
    verb: setBackground,
    faults: ["not_found"],
    handle: async ({ ctx, params }) =>
      toBackground(await setBackground(ctx, { agent: params.agent_name, allowed }), allowed),
  });

export const enableBackground = background(true);
export const disableBackground = background(false);

const force = z.object({
  allow_force_delete: z
    .enum(["true", "1", "false", "0"])
    .default("false")
    .transform((text) => text === "true" || text === "1")
    .describe("Delete although background jobs or other agents use it"),
});

export const remove = endpoint({
  contract: submissions,
  method: "DELETE",
  path: `${BASE}/{agent_name}`,
  summary: "Delete an agent",
  params: AgentName,
  query: force,
  reply: json(Done),
  verb: deleteAgent,
  faults: ["not_found", "in_use"],
  handle: async ({ ctx, params, query }) =>
    toRemoved(await deleteAgent(ctx, { agent: params.agent_name, force: query.allow_force_delete })),
});

export const removeOwn = endpoint({
  contract: submissions,
  method: "DELETE",
  path: `${BASE}/user/{agent_name}`,
  summary: "Delete one's own agent",
  params: AgentName,
  query: force,
  reply: json(Done),
  verb: deleteOwnAgent,
  faults: ["not_found", "in_use"],
  handle: async ({ ctx, params, query }) =>
    toRemoved(await deleteOwnAgent(ctx, { agent: params.agent_name, force: query.allow_force_delete })),
});
