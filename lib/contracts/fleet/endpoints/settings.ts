import { fleet } from "@/lib/contracts/fleet/contract";
import { toAutonomy, toReadOnly, toResources, toTimeout } from "@/lib/contracts/fleet/present/settings";
import * as wire from "@/lib/contracts/fleet/wire/settings";
import { agentParams } from "@/lib/contracts/fleet/wire/share";
import { getAutonomy, getOperation } from "@/lib/domain/agent-settings/queries";
import { patternChanges, switchOf, timeoutSeconds } from "@/lib/domain/agent-settings/rules";
import { setAutonomy as setAutonomyOf } from "@/lib/domain/agent-settings/set-autonomy";
import { setReadOnly as setReadOnlyOf } from "@/lib/domain/agent-settings/set-read-only";
import { setAgentResources } from "@/lib/domain/agent-settings/set-resources";
import { setTimeoutSeconds } from "@/lib/domain/agent-settings/set-timeout";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { resourceColumns } from "@/lib/domain/fleet/rules";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

const refused = ["not_found", "system_agent", "invalid"] as const;

/** Contract 2, 4.14. */
export const autonomy = endpoint({
  contract: fleet,
  method: "GET",
  path: "/api/agents/{agent}/autonomy",
  summary: "Whether an agent acts by itself",
  params: agentParams,
  reply: json(wire.autonomy),
  faults: ["not_found"],
  verb: getAutonomy,
  handle: async ({ ctx, params }) => toAutonomy(await getAutonomy(ctx, parseAgentRef(params.agent))),
});

/** Contract 2, 4.14. */
export const setAutonomy = endpoint({
  contract: fleet,
  method: "PUT",
  path: "/api/agents/{agent}/autonomy",
  summary: "Let an agent act by itself, or not",
  description: "One switch above the schedules, whose own flags stay as they are.",
  params: agentParams,
  body: jsonBody(wire.onOff),
  reply: json(wire.autonomy),
  faults: refused,
  verb: setAutonomyOf,
  gate: ({ ctx, params }) => setAutonomyOf.authorize(ctx, { agent: parseAgentRef(params.agent) }),
  handle: async ({ ctx, params, body }) => {
    const agent = parseAgentRef(params.agent);
    const enabled = switchOf("enabled", body.enabled);
    await setAutonomyOf(ctx, { agent, enabled });
    const message = `Autonomy mode ${enabled ? "enabled" : "disabled"}`;
    return { ...toAutonomy(await getAutonomy(ctx, agent)), status: "updated", message };
  },
});

/** Contract 2, 4.15. */
export const readOnly = endpoint({
  contract: fleet,
  method: "GET",
  path: "/api/agents/{agent}/read-only",
  summary: "Which files an agent may not write",
  params: agentParams,
  reply: json(wire.readOnly),
  faults: ["not_found"],
  verb: getOperation,
  handle: async ({ ctx, params }) => {
    const { name, operation } = await getOperation(ctx, parseAgentRef(params.agent));
    return toReadOnly(name, operation.readOnly, operation.patterns);
  },
});

/** Contract 2, 4.15. */
export const setReadOnly = endpoint({
  contract: fleet,
  method: "PUT",
  path: "/api/agents/{agent}/read-only",
  summary: "Guard an agent's files against its own writes",
  params: agentParams,
  body: jsonBody(wire.setReadOnly),
  reply: json(wire.readOnlyUpdated),
  faults: refused,
  verb: setReadOnlyOf,
  gate: ({ ctx, params }) => setReadOnlyOf.authorize(ctx, { agent: parseAgentRef(params.agent) }),
  handle: async ({ ctx, params, body }) => {
    const enabled = switchOf("enabled", body.enabled);
    const patterns = patternChanges(body.config);
    const done = await setReadOnlyOf(ctx, { agent: parseAgentRef(params.agent), enabled, patterns });
    return {
      status: "updated" as const,
      ...toReadOnly(done.name, enabled, done.patterns),
      hooks_injected: done.running,
      message: `Read-only mode ${enabled ? "enabled" : "disabled"}`,
    };
  },
});

/** Contract 2, 4.16. */
export const timeout = endpoint({
  contract: fleet,
  method: "GET",
  path: "/api/agents/{agent}/timeout",
  summary: "How long one execution may take",
  params: agentParams,
  reply: json(wire.timeout),
  faults: ["not_found"],
  verb: getOperation,
  handle: async ({ ctx, params }) => {
    const { name, operation } = await getOperation(ctx, parseAgentRef(params.agent));
    return toTimeout(name, operation.timeoutSeconds);
  },
});

/** Contract 2, 4.16. */
export const setTimeout = endpoint({
  contract: fleet,
  method: "PUT",
  path: "/api/agents/{agent}/timeout",
  summary: "Set how long one execution may take",
  params: agentParams,
  body: jsonBody(wire.setTimeoutBody),
  reply: json(wire.timeout),
  faults: refused,
  verb: setTimeoutSeconds,
  gate: ({ ctx, params }) => setTimeoutSeconds.authorize(ctx, { agent: parseAgentRef(params.agent) }),
  handle: async ({ ctx, params, body }) => {
    const seconds = timeoutSeconds(body.execution_timeout_seconds);
    const { name } = await setTimeoutSeconds(ctx, { agent: parseAgentRef(params.agent), seconds });
    return { ...toTimeout(name, seconds), message: "Execution timeout updated" };
  },
});

/** Contract 2, 4.29. */
export const resources = endpoint({
  contract: fleet,
  method: "GET",
  path: "/api/agents/{agent}/resources",
  summary: "CPU and memory of an agent",
  params: agentParams,
  reply: json(wire.resources),
  faults: ["not_found"],
  verb: getOperation,
  handle: async ({ ctx, params }) => toResources((await getOperation(ctx, parseAgentRef(params.agent))).operation),
});

/** Contract 2, 4.29. */
export const setResources = endpoint({
  contract: fleet,
  method: "PUT",
  path: "/api/agents/{agent}/resources",
  summary: "Set CPU and memory from the next start on",
  params: agentParams,
  body: jsonBody(wire.setResources),
  reply: json(wire.resourcesUpdated),
  faults: refused,
  verb: setAgentResources,
  gate: ({ ctx, params }) => setAgentResources.authorize(ctx, { agent: parseAgentRef(params.agent) }),
  handle: async ({ ctx, params, body }) => {
    const wanted = { agent: parseAgentRef(params.agent), resources: resourceColumns(body) };
    const { cpu, memory, running } = await setAgentResources(ctx, wanted);
    return { message: "Resource limits updated", memory, cpu, restart_needed: running };
  },
});
