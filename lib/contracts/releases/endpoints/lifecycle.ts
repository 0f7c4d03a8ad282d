import { BASE, releases } from "@/lib/contracts/releases/contract";
import { named, presentAgent } from "@/lib/contracts/releases/present/agent";
import { agentParams, publicAgent } from "@/lib/contracts/releases/wire/agents";
import { agentState, noFields, publication, rollback } from "@/lib/contracts/releases/wire/versions";
import { discardDraft } from "@/lib/domain/lifecycle/discard-draft";
import { enterEditMode } from "@/lib/domain/lifecycle/enter-edit-mode";
import { publishDraft } from "@/lib/domain/lifecycle/publish-draft";
import { getLifecycleState } from "@/lib/domain/lifecycle/queries";
import { rollBack } from "@/lib/domain/lifecycle/roll-back";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

const one = { contract: releases, params: agentParams } as const;
const faults = ["workspace_forbidden", "not_found", "lifecycle_disabled"] as const;

type Publication = { description?: string; connection_mappings?: Pairs; mcp_server_mappings?: Pairs };
type Pairs = Record<string, string>;

/** What a body says of a release, in the domain's words; a mapping that is absent stays absent. */
function releaseOf({ description, connection_mappings: connections, mcp_server_mappings: mcpServers }: Publication) {
  return {
    note: description,
    mapping: { ...(connections ? { connections } : {}), ...(mcpServers ? { mcpServers } : {}) },
  };
}

/** Draft or live. */
export const state = endpoint({
  ...one,
  method: "GET",
  path: `${BASE}/agents/{agent}/state`,
  summary: "Whether an agent is draft or live",
  reply: json(agentState),
  faults: ["workspace_forbidden", "not_found"],
  verb: getLifecycleState,
  handle: async ({ ctx, params }) => {
    const { state: is, liveVersionId, hasDraft } = await getLifecycleState(ctx, named(ctx, params));
    return { state: is, live_version_id: liveVersionId, has_draft: hasDraft };
  },
});

/** Opens the draft. */
export const edit = endpoint({
  ...one,
  method: "POST",
  path: `${BASE}/agents/{agent}/edit`,
  summary: "Enter edit mode: what is live stays until the draft is published",
  body: jsonBody(noFields, { optional: true }),
  reply: json(publicAgent),
  faults: [...faults],
  verb: enterEditMode,
  ifMatch: true,
  handle: async ({ ctx, params }) => presentAgent(ctx, (await enterEditMode(ctx, named(ctx, params))).id),
});

/** Makes the draft live. */
export const publish = endpoint({
  ...one,
  method: "POST",
  path: `${BASE}/agents/{agent}/publish`,
  summary: "Make the draft live, with production resources in the place of test ones",
  body: jsonBody(publication, { optional: true }),
  reply: json(publicAgent),
  faults: [...faults, "unknown_reference", "not_draft", "review_pending"],
  verb: publishDraft,
  ifMatch: true,
  handle: async ({ ctx, params, body }) =>
    presentAgent(ctx, (await publishDraft(ctx, { ...named(ctx, params), ...releaseOf(body) })).id),
});

/** Gives the draft up. */
export const discard = endpoint({
  ...one,
  method: "POST",
  path: `${BASE}/agents/{agent}/discard-draft`,
  summary: "Return to the live version, with test resources in the working copy again",
  body: jsonBody(publication, { optional: true }),
  reply: json(publicAgent),
  faults: [...faults, "unknown_reference", "no_live_version"],
  verb: discardDraft,
  ifMatch: true,
  handle: async ({ ctx, params, body }) =>
    presentAgent(ctx, (await discardDraft(ctx, { ...named(ctx, params), ...releaseOf(body) })).id),
});

/** Repeats an older version. */
export const rollingBack = endpoint({
  ...one,
  method: "POST",
  path: `${BASE}/agents/{agent}/rollback`,
  summary: "Publish an older version's content again, as a new version",
  body: jsonBody(rollback),
  reply: json(publicAgent),
  faults: [...faults, "unknown_reference", "draft_exists", "already_live", "resource_missing", "review_pending"],
  verb: rollBack,
  ifMatch: true,
  handle: async ({ ctx, params, body }) => {
    const { version_id: version, description: note, discard_draft: discardDraft, drop_missing: dropMissing } = body;
    const { id } = await rollBack(ctx, { ...named(ctx, params), version, note, discardDraft, dropMissing });
    return presentAgent(ctx, id);
  },
});
