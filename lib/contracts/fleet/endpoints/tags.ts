import { fleet } from "@/lib/contracts/fleet/contract";
import * as wire from "@/lib/contracts/fleet/wire/settings";
import { agentParams } from "@/lib/contracts/fleet/wire/share";
import { addTags, removeTags, replaceTags, type Tagged } from "@/lib/domain/agents/change-tags";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { getTags, listTags } from "@/lib/domain/fleet/queries";
import { tagList, tagOf } from "@/lib/domain/fleet/rules";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

const path = "/api/agents/{agent}/tags";
const refused = ["not_found", "system_agent", "invalid"] as const;
const toTags = ({ name, tags }: Pick<Tagged, "name" | "tags">) => ({ agent_name: name, tags });

/** Contract 2, 4.30. */
export const tags = endpoint({
  contract: fleet,
  method: "GET",
  path,
  summary: "The tags of an agent",
  params: agentParams,
  reply: json(wire.tags),
  faults: ["not_found"],
  verb: getTags,
  handle: async ({ ctx, params }) => toTags(await getTags(ctx, parseAgentRef(params.agent))),
});

/** Contract 2, 4.30. */
export const setTags = endpoint({
  contract: fleet,
  method: "PUT",
  path,
  summary: "Give an agent exactly these tags",
  params: agentParams,
  body: jsonBody(wire.setTags),
  reply: json(wire.tags),
  faults: refused,
  verb: replaceTags,
  gate: ({ ctx, params }) => replaceTags.authorize(ctx, { agent: parseAgentRef(params.agent), tags: [] }),
  handle: async ({ ctx, params, body }) =>
    toTags(await replaceTags(ctx, { agent: parseAgentRef(params.agent), tags: tagList(body.tags) })),
});

/** Contract 2, 4.30. */
export const addTag = endpoint({
  contract: fleet,
  method: "POST",
  path: `${path}/{tag}`,
  summary: "Add one tag to an agent",
  params: wire.tagParams,
  reply: json(wire.tags),
  faults: refused,
  verb: addTags,
  gate: ({ ctx, params }) => addTags.authorize(ctx, { agent: parseAgentRef(params.agent), tags: [] }),
  handle: async ({ ctx, params }) =>
    toTags(await addTags(ctx, { agent: parseAgentRef(params.agent), tags: [tagOf(params.tag)] })),
});

/** Contract 2, 4.30. */
export const removeTag = endpoint({
  contract: fleet,
  method: "DELETE",
  path: `${path}/{tag}`,
  summary: "Remove one tag from an agent",
  params: wire.tagParams,
  reply: json(wire.tags),
  faults: refused,
  verb: removeTags,
  gate: ({ ctx, params }) => removeTags.authorize(ctx, { agent: parseAgentRef(params.agent), tags: [] }),
  handle: async ({ ctx, params }) =>
    toTags(await removeTags(ctx, { agent: parseAgentRef(params.agent), tags: [tagOf(params.tag)] })),
});

/** Contract 2, 4.30. */
export const allTags = endpoint({
  contract: fleet,
  method: "GET",
  path: "/api/tags",
  summary: "Every tag with how many agents have it",
  reply: json(wire.allTags),
  verb: listTags,
  handle: async ({ ctx }) => ({ tags: await listTags(ctx, {}) }),
});
