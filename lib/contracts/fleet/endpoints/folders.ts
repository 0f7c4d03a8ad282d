import { fleet } from "@/lib/contracts/fleet/contract";
import { toAvailable, toConsumers, toFolders } from "@/lib/contracts/fleet/present/folders";
import * as wire from "@/lib/contracts/fleet/wire/folders";
import { agentParams } from "@/lib/contracts/fleet/wire/share";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { getFolders, listAvailableFolders, listFolderConsumers } from "@/lib/domain/folders/queries";
import { switchesOf } from "@/lib/domain/folders/rules";
import { setFolders as setFoldersOf } from "@/lib/domain/folders/set-folders";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

const path = "/api/agents/{agent}/folders";

/** Contract 2, 4.25. */
export const folders = endpoint({
  contract: fleet,
  method: "GET",
  path,
  summary: "The shared folders of an agent",
  params: agentParams,
  reply: json(wire.folders),
  faults: ["not_found"],
  verb: getFolders,
  handle: async ({ ctx, params }) => toFolders(await getFolders(ctx, parseAgentRef(params.agent))),
});

/** Contract 2, 4.25. */
export const setFolders = endpoint({
  contract: fleet,
  method: "PUT",
  path,
  summary: "Offer an agent's folder, or mount those of others",
  params: agentParams,
  body: jsonBody(wire.setFolders),
  reply: json(wire.foldersUpdated),
  faults: ["not_found", "system_agent", "invalid"],
  verb: setFoldersOf,
  gate: ({ ctx, params }) => setFoldersOf.authorize(ctx, { agent: parseAgentRef(params.agent) }),
  handle: async ({ ctx, params, body }) => {
    const wanted = switchesOf(body.expose_enabled, body.consume_enabled);
    const done = await setFoldersOf(ctx, { agent: parseAgentRef(params.agent), ...wanted });
    return {
      status: "updated" as const,
      agent_name: done.name,
      expose_enabled: done.exposes,
      consume_enabled: done.consumes,
      restart_required: done.restartRequired,
      message: `Configuration updated.${done.restartRequired ? " Restart the agent to apply changes." : ""}`,
    };
  },
});

/** Contract 2, 4.26. */
export const availableFolders = endpoint({
  contract: fleet,
  method: "GET",
  path: `${path}/available`,
  summary: "Folders that an agent can mount",
  params: agentParams,
  reply: json(wire.availableFolders),
  faults: ["not_found"],
  verb: listAvailableFolders,
  handle: async ({ ctx, params }) => toAvailable(await listAvailableFolders(ctx, parseAgentRef(params.agent))),
});

/** Contract 2, 4.26. */
export const folderConsumers = endpoint({
  contract: fleet,
  method: "GET",
  path: `${path}/consumers`,
  summary: "Agents that mount the folder of this one",
  params: agentParams,
  reply: json(wire.consumers),
  faults: ["not_found"],
  verb: listFolderConsumers,
  handle: async ({ ctx, params }) => toConsumers(await listFolderConsumers(ctx, parseAgentRef(params.agent))),
});
