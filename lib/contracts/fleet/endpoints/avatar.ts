import { z } from "zod";
import { authenticate } from "@/lib/auth/authenticate";
import { fleet } from "@/lib/contracts/fleet/contract";
import { avatarUrl } from "@/lib/contracts/fleet/present/agent";
import { agentParams, message } from "@/lib/contracts/fleet/wire/share";
import { type AgentRef, parseAgentRef } from "@/lib/domain/agents/rules";
import { findMarkedAvatar, getAvatar, noPicture, type Picture } from "@/lib/domain/avatars/queries";
import { LARGEST_PICTURE } from "@/lib/domain/avatars/rules";
import { replaceAvatar, setAvatar } from "@/lib/domain/avatars/set-avatar";
import { upload } from "@/lib/http/body";
import { endpoint, type Incoming, publicEndpoint } from "@/lib/http/endpoint";
import { bytes, json } from "@/lib/http/reply";
import { workspaceOf } from "@/lib/http/workspace";

const path = "/api/agents/{agent}/avatar";
const MARK = 200;

/** The picture for who shows a credential and may read the agent; nobody learns more than that there is none. */
async function ownPicture({ headers, origin }: Incoming, agent: AgentRef): Promise<Picture> {
  try {
    const found = await authenticate(headers, origin.address);
    if (!found) throw noPicture();
    const workspaceId = await workspaceOf(found.actor, headers.get("x-workspace-id"));
    return await getAvatar({ actor: found.actor, workspaceId, origin }, agent);
  } catch {
    throw noPicture();
  }
}

/** Contract 2, 4.31. */
export const avatar = publicEndpoint({
  contract: fleet,
  method: "GET",
  path,
  summary: "The picture of an agent",
  description: "An `avatar_url` that Muster gave out needs no credential; without its `v`, level R does.",
  params: agentParams,
  query: z.object({ v: z.string().optional() }),
  reply: bytes("image/webp"),
  faults: ["not_found"],
  handle: async ({ params, query, incoming }) => {
    const ref = parseAgentRef(params.agent);
    const marked = query.v === undefined || query.v.length > MARK ? null : await findMarkedAvatar(ref, query.v);
    const { sha256, stream } = marked ?? (await ownPicture(incoming, ref));
    return { stream, etag: `"${sha256}"`, headers: { "Cache-Control": "private, max-age=86400" } };
  },
});

/** Contract 2, 4.31. */
export const putAvatar = endpoint({
  contract: fleet,
  method: "PUT",
  path,
  summary: "Give an agent a picture",
  description: "PNG, JPEG or WebP, at most 2 MiB and 4,096 pixels a side; kept as WebP of at most 512.",
  params: agentParams,
  body: upload(
    "file",
    () => LARGEST_PICTURE,
    () => "The picture is larger than 2 MiB",
  ),
  reply: json(z.strictObject({ agent_name: z.string(), avatar_url: z.string().nullable() })),
  faults: ["not_found", "system_agent", "invalid", "too_large"],
  verb: setAvatar,
  gate: ({ ctx, params }) => replaceAvatar.authorize(ctx, { agent: parseAgentRef(params.agent) }),
  handle: async ({ ctx, params, body }) => {
    const set = await setAvatar(ctx, { agent: parseAgentRef(params.agent), stream: body.stream });
    return { agent_name: set.name, avatar_url: avatarUrl(set) };
  },
});

/** Contract 2, 4.31. */
export const removeAvatar = endpoint({
  contract: fleet,
  method: "DELETE",
  path,
  summary: "Take the picture from an agent",
  params: agentParams,
  reply: json(message),
  faults: ["not_found", "system_agent"],
  verb: replaceAvatar,
  handle: async ({ ctx, params }) => {
    const { name } = await replaceAvatar(ctx, { agent: parseAgentRef(params.agent), sha256: null });
    return { message: `Avatar removed for ${name}` };
  },
});
