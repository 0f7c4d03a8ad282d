import { create as createInFleet, list } from "@/lib/contracts/fleet/endpoints/agents";
import { create as createInPlugins, list as listInPlugins } from "@/lib/contracts/plugins/endpoints/agents";
import { create } from "@/lib/contracts/registry/endpoints/agent-changes";
import { listAgents } from "@/lib/contracts/registry/endpoints/read";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  listAgents,
  create,
  list,
  createInFleet,
  listInPlugins,
  createInPlugins,
);
