import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { AssignedThing, Assignments, UsedConnection } from "@/lib/contracts/console/wire/assignment";
import { agentQueries } from "./agent-queries";
import { api } from "./fetcher";
import { movedTo } from "./reorder";
import { resourceQueries } from "./resource-queries";

export const assignedKinds = ["skills", "tools", "mcpServers", "semanticDataModels", "dataConnections"] as const;
export type AssignedKind = (typeof assignedKinds)[number];
/** What somebody chose for an agent; of connections those that are attached themselves. */
export type AssignedSets = Record<AssignedKind, AssignedThing[]>;

/** Kinds that are replaced as a whole and keep their order: where, and the field of the body. */
const whole = {
  skills: { path: "skills", field: "skillIds" },
  tools: { path: "tools", field: "toolIds" },
  mcpServers: { path: "mcp-servers", field: "mcpServerIds" },
} as const;
/** Kinds that are attached and detached one by one. */
const single = {
  semanticDataModels: { path: "semantic-data-models", field: "semantic_data_model_id" },
  dataConnections: { path: "data-connections", field: "data_connection_id" },
} as const;

/** Whether things of the kind stand in an order that people choose. */
export const isOrdered = (kind: AssignedKind): kind is keyof typeof whole => kind in whole;

/** What is assigned to agents. */
export const assignmentQueries = {
  one: (agentId: string) =>
    queryOptions({
      queryKey: [...agentQueries.all, "resources", agentId],
      queryFn: ({ signal }) =>
        api<Assignments>(`/api/console/agents/${encodeURIComponent(agentId)}/resources`, { signal }),
    }),
};

const plain = ({ id, name, description, workspaceId }: AssignedThing): AssignedThing => ({
  id,
  name,
  description,
  workspaceId,
});

/** What can be chosen anew of what an agent has. */
export function chosenSets({ dataConnections, ...seen }: Assignments): AssignedSets {
  const { skills, tools, mcpServers, semanticDataModels } = seen;
  const attached = dataConnections.filter((one) => one.attached).map(plain);
  return { skills, tools, mcpServers, semanticDataModels, dataConnections: attached };
}

/** The models that are chosen and name a connection, by its id. */
export function throughModels(seen: Assignments, { semanticDataModels }: AssignedSets): Map<string, UsedConnection> {
  const chosen = new Set(semanticDataModels.map(({ id }) => id));
  const named = seen.dataConnections.flatMap((one) => {
    const through = one.through.filter(({ id }) => chosen.has(id));
    return through.length > 0 ? [[one.id, { ...one, through }] as const] : [];
  });
  return new Map(named);
}

const idsOf = (things: readonly AssignedThing[]) => things.map(({ id }) => id);

/** The kinds whose set or order differs. */
export function changedKinds(before: AssignedSets, after: AssignedSets): AssignedKind[] {
  return assignedKinds.filter((kind) => idsOf(before[kind]).join() !== idsOf(after[kind]).join());
}

/** The list with one thing moved by one place; the list itself where it is at the end already. */
export function moved<T>(things: readonly T[], from: number, by: -1 | 1): T[] {
  return movedTo(things, from, Math.min(Math.max(from + by, 0), things.length - 1));
}

export type AssignmentCall = { method: "PUT" | "POST" | "DELETE"; path: string; body?: object };
type Place = { id: string; workspaceId: string | null };

/** The calls that make one selection another, each of which raises the agent's revision by one. */
export function callsBetween(agent: Place, before: AssignedSets, after: AssignedSets): AssignmentCall[] {
  const tenant = `/tenants/${encodeURIComponent(agent.workspaceId ?? "")}/api/v2/agents/${agent.id}`;
  return changedKinds(before, after).flatMap((kind): AssignmentCall[] => {
    if (isOrdered(kind)) {
      const { path, field } = whole[kind];
      return [{ method: "PUT", path: `/api/agents/${agent.id}/${path}`, body: { [field]: idsOf(after[kind]) } }];
    }
    const { path, field } = single[kind];
    const [old, wanted] = [idsOf(before[kind]), idsOf(after[kind])];
    const gone = old.filter((id) => !wanted.includes(id));
    const added = wanted.filter((id) => !old.includes(id));
    return [
      ...gone.map((id) => ({ method: "DELETE" as const, path: `${tenant}/${path}/${id}` })),
      ...added.map((id) => ({ method: "POST" as const, path: `${tenant}/${path}`, body: { [field]: id } })),
    ];
  });
}

/** Makes an agent's resources those that were chosen, building on the revision that was seen. */
export function saveAssignments(client: QueryClient, agent: Place, seen: Assignments) {
  return {
    mutationFn: async (wanted: AssignedSets) => {
      for (const [i, { path, ...call }] of callsBetween(agent, chosenSets(seen), wanted).entries()) {
        // A tenant's address names the workspace itself.
        const workspace = path.startsWith("/tenants/") ? { workspace: null } : {};
        await api(path, { ...call, ...workspace, rev: seen.rev + i });
      }
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: agentQueries.all });
      await client.invalidateQueries({ queryKey: resourceQueries.all });
    },
  };
}
