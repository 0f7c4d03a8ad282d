import { contextStats, remove as removeFromFleet, show } from "@/lib/contracts/fleet/endpoints/agents";
import { remove as removeOfPlugins, replace, show as showOfPlugins } from "@/lib/contracts/plugins/endpoints/agents";
import { patch, remove } from "@/lib/contracts/registry/endpoints/agent-changes";
import { showAgent } from "@/lib/contracts/registry/endpoints/read";
import { route } from "@/lib/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  contextStats,
  showAgent,
  patch,
  remove,
  show,
  removeFromFleet,
  showOfPlugins,
  replace,
  removeOfPlugins,
);
