import { asShown, resourceEndpoints } from "@/lib/contracts/console/endpoints/resource-endpoints";
import * as wire from "@/lib/contracts/console/wire/resource";
import { resourceVerbs } from "@/lib/domain/resources/resource-verbs";

/** Tools with their settings. */
export const {
  list: listTools,
  create: createTool,
  show: showTool,
  patch: patchTool,
  remove: removeTool,
} = resourceEndpoints({
  path: "/api/tools",
  one: "a tool",
  many: "tools",
  verbs: resourceVerbs.tools,
  listQuery: wire.resourceListQuery,
  resource: wire.tool,
  present: asShown,
  body: wire.newTool,
  changes: wire.toolChanges,
});
