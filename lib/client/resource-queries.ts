import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  ConnectionTest,
  DataConnection,
  McpServer,
  McpTest,
  Schema,
  SemanticDataModel,
  Skill,
  skillPage,
  Tool,
} from "@/lib/contracts/console/wire/resource";
import type { ResourceUses } from "@/lib/contracts/console/wire/resource-use";
import type { ResourceKindName } from "@/lib/domain/resources/rules";
import { api } from "./fetcher";
import type { ResourceOrder, ResourceSearch } from "./resource-search";

/** What one resource of each kind is. */
export type ResourceOf = {
  skills: Skill;
  tools: Tool;
  "mcp-servers": McpServer;
  "semantic-data-models": SemanticDataModel;
  "data-connections": DataConnection;
  schemas: Schema;
};
export type AnyResource = ResourceOf[ResourceKindName];
export type ResourcePage<K extends ResourceKindName = ResourceKindName> = {
  data: ResourceOf[K][];
  pageInfo: z.infer<typeof skillPage>["pageInfo"];
};

const LIMIT = 50;
const CHOICES = 20;
/** `engine` narrows data connections; `workspace` is another than the tab's. */
type ChoiceScope = { engine?: string; workspace?: string };

const place = (kind: ResourceKindName, id: string) => `/api/${kind}/${encodeURIComponent(id)}`;

function orderOf(sort: ResourceOrder): string {
  return JSON.stringify([{ [sort.replace("-", "")]: sort.startsWith("-") ? "desc" : "asc" }]);
}

/** Skills, tools, MCP servers and schemas of the workspace. */
export const resourceQueries = {
  all: ["resources"] as const,
  list: <K extends ResourceKindName>(kind: K, { q, sort }: ResourceSearch) =>
    infiniteQueryOptions({
      queryKey: [...resourceQueries.all, kind, "list", q, sort],
      queryFn: ({ pageParam, signal }) => {
        const search = new URLSearchParams({ limit: String(LIMIT), orderBy: orderOf(sort) });
        if (q.trim()) search.set("q", q.trim());
        if (pageParam) search.set("after", pageParam);
        return api<ResourcePage<K>>(`/api/${kind}?${search}`, { signal });
      },
      initialPageParam: "",
      getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
    }),
  one: <K extends ResourceKindName>(kind: K, id: string) =>
    queryOptions({
      queryKey: [...resourceQueries.all, kind, "one", id],
      queryFn: ({ signal }) => api<ResourceOf[K]>(place(kind, id), { signal }),
    }),
  /** The same where the kind is known only when it runs. */
  any: (kind: ResourceKindName, id: string) =>
    queryOptions({
      queryKey: [...resourceQueries.all, kind, "one", id],
      queryFn: ({ signal }) => api<AnyResource>(place(kind, id), { signal }),
    }),
  /** A few whose name or description holds the text, for choosing one. */
  choices: <K extends ResourceKindName>(kind: K, q: string, { engine, workspace }: ChoiceScope = {}) =>
    queryOptions({
      queryKey: [...resourceQueries.all, kind, "choices", q, engine, workspace],
      queryFn: ({ signal }) => {
        const search = new URLSearchParams({ limit: String(CHOICES), orderBy: '[{"name":"asc"}]' });
        if (q) search.set("q", q);
        if (engine) search.set("engine", engine);
        return api<ResourcePage<K>>(`/api/${kind}?${search}`, { signal, workspace });
      },
      placeholderData: (before) => before,
    }),
  /** Who uses it, as far as this person may see. */
  uses: (kind: ResourceKindName, id: string) =>
    queryOptions({
      queryKey: [...resourceQueries.all, kind, "uses", id],
      queryFn: ({ signal }) =>
        api<ResourceUses>(`/api/console/resources/${kind}/${encodeURIComponent(id)}/uses`, { signal }),
    }),
};

const changed = (client: QueryClient) => () => client.invalidateQueries({ queryKey: resourceQueries.all });

/** Creates a resource, or changes the one of this id and revision. */
export function saveResource<K extends ResourceKindName>(
  client: QueryClient,
  kind: K,
  existing: Pick<AnyResource, "id" | "rev"> | null,
) {
  return {
    mutationFn: (body: object) =>
      existing
        ? api<ResourceOf[K]>(place(kind, existing.id), { method: "PATCH", body, rev: existing.rev })
        : api<ResourceOf[K]>(`/api/${kind}`, { method: "POST", body }),
    onSuccess: changed(client),
  };
}

/** Deletes a resource; `force` also from the drafts that use it. */
export function deleteResource(client: QueryClient, kind: ResourceKindName, id: string) {
  return {
    mutationFn: (force: boolean) => api<void>(`${place(kind, id)}${force ? "?force=true" : ""}`, { method: "DELETE" }),
    onSuccess: () => {
      client.removeQueries({ queryKey: resourceQueries.one(kind, id).queryKey });
      void changed(client)();
    },
  };
}

/** Sees whether the database of a connection can be reached. */
export function testConnection(id: string) {
  return { mutationFn: () => api<ConnectionTest>(`${place("data-connections", id)}/test`, { method: "POST" }) };
}

/** Connects to a remote MCP server. */
export function testServer(id: string) {
  return { mutationFn: () => api<McpTest>(`${place("mcp-servers", id)}/test`, { method: "POST" }) };
}
