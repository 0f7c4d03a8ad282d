import type { z } from "zod";
import { BASE, releases } from "@/lib/contracts/releases/contract";
import { toPage, toPageRequest } from "@/lib/contracts/releases/present/agent";
import { tenantParams } from "@/lib/contracts/releases/wire/agents";
import { pageOf } from "@/lib/contracts/releases/wire/page";
import { resourceDeletion, resourceListQuery, resourceParams } from "@/lib/contracts/releases/wire/resources";
import type { Ctx } from "@/lib/domain/context";
import type { ResourceBase } from "@/lib/domain/resources/resource-kind";
import type { ResourceVerbs } from "@/lib/domain/resources/resource-verbs";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, nothing, withHeaders } from "@/lib/http/reply";

/** What a body asks for, in the domain's words; null is no description. */
type Input<Fields> = { name?: string; description?: string | null; fields: Partial<Fields> };

type Spec<Fields, Shown extends object, Wire, Whole, Part> = {
  /** `mcp-servers`. */
  path: string;
  /** "an MCP server". */
  one: string;
  /** "MCP servers". */
  many: string;
  verbs: ResourceVerbs<Fields, Shown>;
  resource: z.ZodType<Wire, Wire>;
  present: (row: ResourceBase & Shown, ctx: Ctx) => Wire;
  body: z.ZodType<Whole>;
  changes: z.ZodType<Part>;
  /** A whole body: what it leaves out has its default. */
  whole: (body: Whole) => Input<Fields>;
  part: (changes: Part) => Input<Fields>;
  deepest?: number;
  limit?: number;
};

const settled = <Fields>({ description, ...input }: Input<Fields>) =>
  description === undefined ? input : { ...input, description: description ?? "" };

/** List, create, show, replace, change and delete: the six endpoints of a kind of resource, within a tenant. */
export function tenantResources<Fields, Shown extends object, Wire, Whole, Part>(
  spec: Spec<Fields, Shown, Wire, Whole, Part>,
) {
  const { one, many, verbs, resource, present, deepest, limit } = spec;
  const path = `${BASE}/${spec.path}`;
  const single = { contract: releases, path: `${path}/{id}`, params: resourceParams } as const;
  const changing = {
    ...single,
    reply: json(resource),
    faults: ["workspace_forbidden", "not_found", "name_taken", "in_use", "conflict"],
    verb: verbs.update,
    ifMatch: true,
  } as const;
  const refOf = (ctx: Ctx, { id }: { id: string }) => ({ id, within: ctx.workspaceId ?? "" });
  const tagged = (ctx: Ctx, row: ResourceBase & Shown, more: Record<string, string> = {}) =>
    withHeaders(present(row, ctx), { ...more, ETag: `"${row.rev}"` });
  const update = async (ctx: Ctx, params: { id: string }, input: Input<Fields>) =>
    tagged(ctx, await verbs.update(ctx, { ...settled(input), id: refOf(ctx, params) }));
  return {
    list: endpoint({
      contract: releases,
      method: "GET",
      path,
      summary: `The tenant's ${many}, newest first`,
      params: tenantParams,
      query: resourceListQuery,
      reply: json(pageOf(resource)),
      faults: ["workspace_forbidden", "invalid_parameter", "invalid_cursor"],
      verb: verbs.list,
      handle: async ({ ctx, query: { name = "", ...paging } }) =>
        toPage(await verbs.list(ctx, { name, ...toPageRequest(paging) }), (row) => present(row, ctx)),
    }),
    create: endpoint({
      contract: releases,
      method: "POST",
      path,
      summary: `Create ${one}`,
      params: tenantParams,
      body: jsonBody(spec.body, { deepest, limit }),
      reply: json(resource, 201),
      faults: ["workspace_forbidden", "name_taken"],
      verb: verbs.create,
      gate: ({ ctx }) => verbs.create.authorize(ctx, {}),
      handle: async ({ ctx, params, body }) => {
        const row = await verbs.create(ctx, { name: "", description: "", ...settled(spec.whole(body)) });
        return tagged(ctx, row, { Location: `/tenants/${params.tenant}/api/v2/${spec.path}/${row.id}` });
      },
    }),
    show: endpoint({
      ...single,
      method: "GET",
      summary: `Show ${one}`,
      reply: json(resource),
      faults: ["workspace_forbidden", "not_found"],
      verb: verbs.get,
      handle: async ({ ctx, params }) => tagged(ctx, await verbs.get(ctx, refOf(ctx, params))),
    }),
    replace: endpoint({
      ...changing,
      method: "PUT",
      summary: `Replace ${one}; what is left out gets its default`,
      body: jsonBody(spec.body, { deepest, limit }),
      handle: ({ ctx, params, body }) => update(ctx, params, spec.whole(body)),
    }),
    patch: endpoint({
      ...changing,
      method: "PATCH",
      summary: `Change ${one}; only what is sent changes`,
      body: jsonBody(spec.changes, { deepest, limit }),
      handle: ({ ctx, params, body }) => update(ctx, params, spec.part(body)),
    }),
    remove: endpoint({
      ...single,
      method: "DELETE",
      summary: `Delete ${one} that nothing uses`,
      query: resourceDeletion,
      reply: nothing,
      faults: ["workspace_forbidden", "not_found", "in_use"],
      verb: verbs.remove,
      ifMatch: true,
      handle: async ({ ctx, params, query }) => {
        await verbs.remove(ctx, { id: refOf(ctx, params), force: query.force ?? false });
        return undefined;
      },
    }),
  };
}
