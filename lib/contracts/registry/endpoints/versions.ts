import { registry } from "@/lib/contracts/registry/contract";
import { withTag } from "@/lib/contracts/registry/present";
import { agentResource } from "@/lib/contracts/registry/wire";
import {
  newVersion,
  publication,
  versionListQuery,
  versionPage,
  versionParams,
  versionResource,
} from "@/lib/contracts/registry/wire/versions";
import { listedIds } from "@/lib/domain/agents/list-agents";
import { getRegistryAgent } from "@/lib/domain/agents/queries";
import { byId } from "@/lib/domain/agents/rules";
import { publishVersion } from "@/lib/domain/versions/publish-version";
import { getListedVersion, listVersions } from "@/lib/domain/versions/queries";
import { saveVersion } from "@/lib/domain/versions/save-version";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, withHeaders } from "@/lib/http/reply";

const LIMIT = 100;
const one = { contract: registry, params: versionParams } as const;

/** An agent's versions. */
export const listOfVersions = endpoint({
  contract: registry,
  method: "GET",
  path: "/api/agent-versions",
  summary: "Versions of an agent",
  query: versionListQuery,
  reply: json(versionPage),
  faults: ["invalid_parameter", "not_found", "invalid_filter", "invalid_order_by", "invalid_cursor", "query_timeout"],
  verb: listVersions,
  handle: ({ ctx, query: { agent_id, ids, ...query } }) =>
    listVersions(ctx, {
      ...query,
      agentId: agent_id,
      ids: ids === undefined ? undefined : listedIds(ids),
      limit: query.limit ?? LIMIT,
    }),
});

/** Freezes a version beside the draft. */
export const save = endpoint({
  contract: registry,
  method: "POST",
  path: "/api/agent-versions",
  summary: "Save a version of an agent, beside the draft and what is live",
  body: jsonBody(newVersion),
  reply: json(versionResource, 201),
  faults: ["unknown_reference", "system_agent", "name_taken", "package_field"],
  verb: saveVersion,
  mayRepeat: ({ ctx, body }) => saveVersion.authorize(ctx, body),
  handle: async ({ ctx, body }) => {
    const { id } = await saveVersion(ctx, body);
    return withHeaders(await getListedVersion(ctx, id), { Location: `/api/agent-versions/${id}` });
  },
});

/** One version. */
export const showVersion = endpoint({
  ...one,
  method: "GET",
  path: "/api/agent-versions/{id}",
  summary: "One version",
  reply: json(versionResource),
  faults: ["not_found"],
  verb: getListedVersion,
  handle: ({ ctx, params }) => getListedVersion(ctx, params.id),
});

/** Makes a version the default one. */
export const publish = endpoint({
  ...one,
  method: "POST",
  path: "/api/agent-versions/{id}/publish",
  summary: "Make a version the live one; one that was live before is repeated as a new version",
  body: jsonBody(publication, { optional: true }),
  reply: json(agentResource),
  ifMatch: true,
  faults: [
    "not_found",
    "system_agent",
    "lifecycle_disabled",
    "draft_exists",
    "already_live",
    "resource_missing",
    "review_pending",
  ],
  verb: publishVersion,
  mayRepeat: ({ ctx, params }) => publishVersion.authorize(ctx, { version: params.id }),
  handle: async ({ ctx, params, body }) => {
    const { id } = await publishVersion(ctx, { version: params.id, ...body });
    return withTag(await getRegistryAgent(ctx, { agent: byId(id) }));
  },
});
