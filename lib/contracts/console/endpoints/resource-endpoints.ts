import type { z } from "zod";
import { consoleContract } from "@/lib/contracts/console/contract";
import { pageOf } from "@/lib/contracts/console/wire/list";
import { resourceDeletion, resourceParams } from "@/lib/contracts/console/wire/resource";
import type { Ctx } from "@/lib/domain/context";
import type { Fault } from "@/lib/domain/faults";
import type { ResourceRequest } from "@/lib/domain/resources/queries";
import type { ResourceBase } from "@/lib/domain/resources/resource-kind";
import type { ResourceVerbs } from "@/lib/domain/resources/resource-verbs";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, nothing, withHeaders } from "@/lib/http/reply";

const LIMIT = 100;

type Named = { name: string; description?: string | null };
type Asked = Omit<ResourceRequest, "limit"> & { limit?: number };

type Spec<Fields, Shown extends object, Wire extends Revised> = {
  /** `/api/skills`. */
  path: string;
  /** "a skill". */
  one: string;
  /** "skills". */
  many: string;
  verbs: ResourceVerbs<Fields, Shown>;
  listQuery: z.ZodType<Asked>;
  resource: z.ZodType<Wire, Wire>;
  /** What is shown of a row, to this caller. */
  present: (row: ResourceBase & Shown, ctx: Ctx) => Wire;
  body: z.ZodType<Partial<Named> & Partial<Fields>>;
  changes: z.ZodType<Partial<Named> & Partial<Fields>>;
  /** How far bodies may be nested, where that is more than usual. */
  deepest?: number;
  /** What a change can be refused for besides. */
  refuses?: Fault[];
  /** Bytes of a body, where that is more than usual. */
  limit?: number;
};

/** A body as the domain takes it: what all kinds have, and the kind's own fields. Null is no description. */
function toInput<Fields, B extends Partial<Named> & Partial<Fields>>({ name, description, ...fields }: B) {
  const described = description === undefined ? undefined : (description ?? "");
  return { name, description: described, fields: fields as unknown as Partial<Fields> };
}

type Revised = { id: string; rev: number };
const tagged = <R extends Revised>(row: R, more: Record<string, string> = {}) =>
  withHeaders(row, { ...more, ETag: `"${row.rev}"` });

/** Rows of most kinds are shown as they are. */
export const asShown = <Row>(row: Row): Row => row;

/** List, create, show, change and delete: the five endpoints that every kind of resource has. */
export function resourceEndpoints<Fields, Shown extends object, Wire extends Revised>(spec: Spec<Fields, Shown, Wire>) {
  const { path, one, many, verbs, resource, present, deepest, limit } = spec;
  const single = { contract: consoleContract, path: `${path}/{id}`, params: resourceParams } as const;
  return {
    list: endpoint({
      contract: consoleContract,
      method: "GET",
      path,
      summary: `The workspace's ${many}`,
      query: spec.listQuery,
      reply: json(pageOf(resource)),
      faults: ["invalid_cursor", "invalid_order_by"],
      verb: verbs.list,
      handle: async ({ ctx, query }) => {
        const page = await verbs.list(ctx, { ...query, limit: query.limit ?? LIMIT });
        return { ...page, data: page.data.map((row) => present(row, ctx)) };
      },
    }),
    create: endpoint({
      contract: consoleContract,
      method: "POST",
      path,
      summary: `Create ${one}`,
      body: jsonBody(spec.body, { deepest, limit }),
      reply: json(resource, 201),
      faults: ["name_taken", "unknown_reference"],
      verb: verbs.create,
      gate: ({ ctx }) => verbs.create.authorize(ctx, {}),
      handle: async ({ ctx, body }) => {
        const { name = "", description = "", ...input } = toInput<Fields, Partial<Named> & Partial<Fields>>(body);
        const row = await verbs.create(ctx, { ...input, name, description });
        return tagged(present(row, ctx), { Location: `${path}/${row.id}` });
      },
    }),
    show: endpoint({
      ...single,
      method: "GET",
      summary: `Show ${one}`,
      reply: json(resource),
      faults: ["not_found"],
      etag: ({ rev }) => `"${rev}"`,
      verb: verbs.get,
      handle: async ({ ctx, params }) => present(await verbs.get(ctx, params.id), ctx),
    }),
    patch: endpoint({
      ...single,
      method: "PATCH",
      summary: `Change ${one}; only what is sent changes`,
      body: jsonBody(spec.changes, { deepest, limit }),
      reply: json(resource),
      faults: ["not_found", "name_taken", "unknown_reference", "conflict", ...(spec.refuses ?? [])],
      verb: verbs.update,
      gate: ({ ctx, params }) => verbs.update.authorize(ctx, params),
      ifMatch: true,
      handle: async ({ ctx, params, body }) => {
        const input = toInput<Fields, Partial<Named> & Partial<Fields>>(body);
        return tagged(present(await verbs.update(ctx, { ...input, id: params.id }), ctx));
      },
    }),
    remove: endpoint({
      ...single,
      method: "DELETE",
      summary: `Delete ${one} that nothing uses`,
      query: resourceDeletion,
      reply: nothing,
      faults: ["not_found", "in_use"],
      verb: verbs.remove,
      ifMatch: true,
      handle: async ({ ctx, params, query }) => {
        await verbs.remove(ctx, { id: params.id, force: query.force ?? false });
        return undefined;
      },
    }),
  };
}
