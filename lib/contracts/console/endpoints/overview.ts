import { consoleContract } from "@/lib/contracts/console/contract";
import { toFleetStats } from "@/lib/contracts/console/present/overview";
import { toHit } from "@/lib/contracts/console/present/search";
import { fleetQuery, fleetStats } from "@/lib/contracts/console/wire/overview";
import { searchQuery, searchResult } from "@/lib/contracts/console/wire/search";
import { getOverview } from "@/lib/domain/overview/queries";
import { search } from "@/lib/domain/search/queries";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

/** Counts, load and what needs the caller. */
export const showFleetStats = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/fleet/stats",
  summary: "Counts, load of the last hour and what needs you",
  description: "Of the workspace that is named, otherwise of all that you can read.",
  query: fleetQuery,
  reply: json(fleetStats),
  verb: getOverview,
  handle: async ({ ctx, incoming }) => {
    const named = incoming.url.searchParams.has("workspaceId") || incoming.headers.has("x-workspace-id");
    return toFleetStats(await getOverview(ctx, { workspaceId: named ? ctx.workspaceId : null }));
  },
});

/** Finds agents, packages, plugins, workspaces and people by name. */
export const find = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/search",
  summary: "Find agents, packages, plugins, workspaces and people by name",
  query: searchQuery,
  reply: json(searchResult),
  verb: search,
  handle: async ({ ctx, query }) => ({ data: (await search(ctx, query.q)).map(toHit) }),
});
