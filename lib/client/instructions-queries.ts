import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { agentQueries } from "./agent-queries";
import { ApiError } from "./api-error";
import { api } from "./fetcher";

/** What an agent is told, and the revision that a change of it builds on. */
export type Instructions = { text: string; rev: number };
type Released = { runbook_text: string };

const place = ({ id, workspaceId }: Pick<AgentDetail, "id" | "workspaceId">) =>
  `/tenants/${encodeURIComponent(workspaceId ?? "")}/api/v2/agents/${encodeURIComponent(id)}`;

/** The revision is read before the text: a text that changes in between is newer than its revision, and is refused when saved. */
async function readInstructions(agent: Pick<AgentDetail, "id" | "workspaceId">, signal?: AbortSignal) {
  const { rev } = await api<AgentDetail>(`/api/console/agents/${encodeURIComponent(agent.id)}`, { signal });
  const { runbook_text: text } = await api<Released>(place(agent), { signal, workspace: null });
  return { text, rev };
}

export const instructionsQueries = {
  of: (agent: Pick<AgentDetail, "id" | "workspaceId">) =>
    queryOptions({
      queryKey: [...agentQueries.all, "instructions", agent.id],
      queryFn: ({ signal }): Promise<Instructions> => readInstructions(agent, signal),
    }),
};

export type Saving = { text: string; base: Instructions };
/** Saved, or what somebody else saved first. */
export type Saved = { kind: "saved" } | { kind: "overtaken"; theirs: Instructions };

/** Saves over `base` alone. Where something else of the agent changed meanwhile, but not the text, it is saved all the same. */
async function save(agent: AgentDetail, { text, base }: Saving, again = true): Promise<Saved> {
  try {
    await api(place(agent), { method: "PATCH", body: { runbook_text: text }, rev: base.rev, workspace: null });
    return { kind: "saved" };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 412) throw error;
    const theirs = await readInstructions(agent);
    if (theirs.text !== base.text) return { kind: "overtaken", theirs };
    if (!again) throw error;
    return save(agent, { text, base: theirs }, false);
  }
}

export function saveInstructions(client: QueryClient, agent: AgentDetail) {
  return {
    mutationFn: (saving: Saving) => save(agent, saving),
    onSettled: () => client.invalidateQueries({ queryKey: agentQueries.all }),
  };
}
