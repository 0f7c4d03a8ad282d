import { consoleContract } from "@/lib/contracts/console/contract";
import { resourceUseParams, resourceUses } from "@/lib/contracts/console/wire/resource-use";
import { listResourceUses } from "@/lib/domain/resources/list-resource-uses";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

/** Who uses a resource. */
export const showResourceUses = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/console/resources/{kind}/{id}/uses",
  summary: "Agents and other resources that use a resource",
  params: resourceUseParams,
  reply: json(resourceUses),
  faults: ["not_found"],
  verb: listResourceUses,
  handle: ({ ctx, params }) => listResourceUses(ctx, params),
});
