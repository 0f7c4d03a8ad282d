import { consoleContract } from "@/lib/contracts/console/contract";
import { toComparison } from "@/lib/contracts/console/present/comparison";
import { agentDetail, agentParams } from "@/lib/contracts/console/wire/agent";
import {
  comparison,
  comparisonQuery,
  draftRestoration,
  historyPage,
  historyQuery,
  publicationPlan,
  versionParams,
} from "@/lib/contracts/console/wire/version";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { getInventoryItem } from "@/lib/domain/inventory/queries";
import { compareReleases } from "@/lib/domain/lifecycle/compare-releases";
import { planPublication } from "@/lib/domain/lifecycle/plan-publication";
import { listHistory } from "@/lib/domain/versions/list-history";
import { restoreVersionAsDraft } from "@/lib/domain/versions/restore-version-as-draft";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, withHeaders } from "@/lib/http/reply";

const LIMIT = 100;

/** The versions of an agent. */
export const listOfHistory = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/console/agents/{agent}/versions",
  summary: "Versions of an agent, newest first, without their content",
  params: agentParams,
  query: historyQuery,
  reply: json(historyPage),
  faults: ["not_found", "invalid_cursor"],
  verb: listHistory,
  handle: ({ ctx, params, query }) =>
    listHistory(ctx, { ...query, agent: parseAgentRef(params.agent), limit: query.limit ?? LIMIT }),
});

/** What differs between two versions. */
export const compare = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/console/agents/{agent}/comparison",
  summary: "What changes from one version of an agent to another, or between draft and live",
  params: agentParams,
  query: comparisonQuery,
  reply: json(comparison),
  faults: ["not_found", "forbidden"],
  verb: compareReleases,
  handle: async ({ ctx, params, query }) =>
    toComparison(await compareReleases(ctx, { agent: parseAgentRef(params.agent), ...query })),
});

/** What of the draft can go live as something else. */
export const plan = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/console/agents/{agent}/publication-plan",
  summary: "Servers and connections of the draft, with what is suggested to go live in the place of each",
  params: agentParams,
  reply: json(publicationPlan),
  faults: ["not_found"],
  verb: planPublication,
  handle: ({ ctx, params }) => planPublication(ctx, { agent: parseAgentRef(params.agent) }),
});

/** The draft takes a version's content. */
export const restoreAsDraft = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/console/agents/{agent}/versions/{version}/restore",
  summary: "Take a version as draft; what is live stays",
  params: versionParams,
  body: jsonBody(draftRestoration, { optional: true }),
  reply: json(agentDetail),
  ifMatch: true,
  faults: ["not_found", "system_agent", "lifecycle_disabled", "draft_exists", "resource_missing"],
  verb: restoreVersionAsDraft,
  gate: ({ ctx, params }) => restoreVersionAsDraft.authorize(ctx, { agent: parseAgentRef(params.agent) }),
  handle: async ({ ctx, params, body }) => {
    const agent = parseAgentRef(params.agent);
    await restoreVersionAsDraft(ctx, { agent, version: params.version, ...body });
    const item = await getInventoryItem(ctx, agent);
    return withHeaders(item, { ETag: `"${item.rev}"` });
  },
});
