import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { AssignedThing, Assignments } from "@/lib/contracts/console/wire/assignment";
import { agentQueries } from "./agent-queries";
import { api } from "./fetcher";
import { resourceQueries } from "./resource-queries";

export const assignedKinds = ["skills", "tools", "mcpServers"] as const;
export type AssignedKind = (typeof assignedKinds)[number];
export type AssignedSets = Record<AssignedKind, AssignedThing[]>;

/** Where each kind is replaced, and the field of its body. */
const doors = {
  skills: { path: "skills", field: "skillIds" },
  tools: { path: "tools", field: "toolIds" },
  mcpServers: { path: "mcp-servers", field: "mcpServerIds" },
} as const;

/** What is assigned to agents. */
export const assignmentQueries = {
  one: (agentId: string) =>
    queryOptions({
      queryKey: [...agentQueries.all, "resources", agentId],
      queryFn: ({ signal }) =>
        api<Assignments>(`/api/console/agents/${encodeURIComponent(agentId)}/resources`, { signal }),
    }),
};

const idsOf = (things: readonly AssignedThing[]) => things.map(({ id }) => id);

/** The kinds whose set or order differs. */
export function changedKinds(before: AssignedSets, after: AssignedSets): AssignedKind[] {
  return assignedKinds.filter((kind) => idsOf(before[kind]).join() !== idsOf(after[kind]).join());
}

/** The list with one thing moved by one place; the list itself where it is at the end already. */
export function moved<T>(things: readonly T[], from: number, by: -1 | 1): T[] {
  const list = [...things];
  const [one] = list.splice(from, 1);
  if (one !== undefined) list.splice(Math.min(Math.max(from + by, 0), things.length - 1), 0, one);
  return list;
}

/** Replaces each set that differs as a whole, building on the revision that was seen. */
export function replaceAssignments(client: QueryClient, agentId: string, seen: Assignments) {
  return {
    mutationFn: async (wanted: AssignedSets) => {
      // Every replacement that changes something raises the revision by one.
      for (const [i, kind] of changedKinds(seen, wanted).entries()) {
        const { path, field } = doors[kind];
        const body = { [field]: idsOf(wanted[kind]) };
        await api(`/api/agents/${agentId}/${path}`, { method: "PUT", body, rev: seen.rev + i });
      }
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: agentQueries.all });
      await client.invalidateQueries({ queryKey: resourceQueries.all });
    },
  };
}
