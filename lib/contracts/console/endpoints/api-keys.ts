import { z } from "zod";
import { consoleContract } from "@/lib/contracts/console/contract";
import { toApiKey } from "@/lib/contracts/console/present/people";
import * as wire from "@/lib/contracts/console/wire/api-keys";
import { pageParameters } from "@/lib/contracts/console/wire/list";
import { createApiKey } from "@/lib/domain/api-keys/create-api-key";
import { getApiKey, listApiKeys } from "@/lib/domain/api-keys/queries";
import { revokeApiKey } from "@/lib/domain/api-keys/revoke-api-key";
import { rotateApiKey } from "@/lib/domain/api-keys/rotate-api-key";
import { updateApiKey } from "@/lib/domain/api-keys/update-api-key";
import { invalidField } from "@/lib/domain/faults";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, nothing, withHeaders } from "@/lib/http/reply";

const LIMIT = 100;

/** Keys that the caller may manage. */
export const listKeys = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/api-keys",
  summary: "Your API keys; for admins also those of the workspace",
  query: z.object(pageParameters),
  reply: json(wire.apiKeyPage),
  faults: ["invalid_cursor"],
  verb: listApiKeys,
  handle: async ({ ctx, query }) => {
    const { data, pageInfo } = await listApiKeys(ctx, { ...query, limit: query.limit ?? LIMIT });
    return { data: data.map(toApiKey), pageInfo };
  },
});

/** Makes a key. */
export const createKey = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/api-keys",
  summary: "Create an API key; it is shown once",
  body: jsonBody(wire.newApiKey),
  reply: json(wire.shownApiKey, 201),
  faults: ["workspace_forbidden", "quota_exceeded"],
  verb: createApiKey,
  handle: async ({ ctx, body }) => {
    const workspaceId = body.workspaceId ?? ctx.workspaceId;
    if (!workspaceId) throw invalidField("workspaceId", "required, because you have no default workspace");
    const { row, key } = await createApiKey(ctx, { ...body, workspaceId });
    return withHeaders({ ...toApiKey(row), key }, { Location: `/api/api-keys/${row.id}` });
  },
});

/** One key. */
export const showKey = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/api-keys/{key}",
  summary: "One API key, without its secret",
  params: wire.apiKeyParams,
  reply: json(wire.apiKey),
  faults: ["not_found"],
  verb: getApiKey,
  handle: async ({ ctx, params }) => toApiKey(await getApiKey(ctx, params.key)),
});

/** Renames a key or pins it anew. */
export const patchKey = endpoint({
  contract: consoleContract,
  method: "PATCH",
  path: "/api/api-keys/{key}",
  summary: "Rename an API key or pin it to another contract",
  params: wire.apiKeyParams,
  body: jsonBody(wire.apiKeyChanges),
  reply: json(wire.apiKey),
  faults: ["not_found"],
  verb: updateApiKey,
  handle: async ({ ctx, params, body }) => toApiKey(await updateApiKey(ctx, { ...body, id: params.key })),
});

/** Revokes a key. */
export const revokeKey = endpoint({
  contract: consoleContract,
  method: "DELETE",
  path: "/api/api-keys/{key}",
  summary: "Revoke an API key for good",
  params: wire.apiKeyParams,
  reply: nothing,
  faults: ["not_found"],
  verb: revokeApiKey,
  handle: async ({ ctx, params }) => {
    await revokeApiKey(ctx, params.key);
    return undefined;
  },
});

/** Gives a key a new secret. */
export const rotateKey = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/api-keys/{key}/rotate",
  summary: "Give your API key a new secret; the old one works an hour longer",
  params: wire.apiKeyParams,
  body: jsonBody(wire.rotation, { optional: true }),
  reply: json(wire.shownApiKey),
  faults: ["not_found", "conflict"],
  verb: rotateApiKey,
  handle: async ({ ctx, params, body }) => {
    const { row, key } = await rotateApiKey(ctx, { id: params.key, immediately: body.immediately });
    return { ...toApiKey(row), key };
  },
});
