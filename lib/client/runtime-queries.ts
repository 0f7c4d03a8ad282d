import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { AgentHistory, AgentTools, ToolOutcome } from "@/lib/contracts/console/wire/runtime";
import { ApiError } from "./api-error";
import { api } from "./fetcher";

/** How often an agent that is being loaded is looked at, ms; events are faster, this works without them. */
const LOADING_AGE = 2_000;
const MOST_CALLS = 50;
/** Live readings fill in what comes between, ms. */
const HISTORY_AGE = 60_000;

const place = (agentId: string) => `/api/runtime/${encodeURIComponent(agentId)}`;

/** One call of a tool from this page and how it ended; `refusal` when it never reached the tool. */
export type ToolCall = {
  id: number;
  /** ISO 8601. */
  at: string;
  tool: string;
  arguments: Record<string, unknown>;
  outcome: ToolOutcome | null;
  refusal: ApiError | null;
};

/** What an agent has loaded, and the calls made by hand. */
export const runtimeQueries = {
  all: ["runtime"] as const,
  tools: (agentId: string) =>
    queryOptions({
      queryKey: [...runtimeQueries.all, agentId, "tools"],
      queryFn: ({ signal }) => api<AgentTools>(`${place(agentId)}/tools`, { signal }),
      refetchInterval: ({ state }) => (state.data?.state === "loading" ? LOADING_AGE : false),
    }),
  /** What the agent used in the last hour. */
  history: (agentId: string) =>
    queryOptions({
      queryKey: [...runtimeQueries.all, agentId, "history"],
      queryFn: ({ signal }) => api<AgentHistory>(`${place(agentId)}/history?step=5`, { signal }),
      refetchInterval: HISTORY_AGE,
    }),
  /** The calls since this tab was opened, newest first; the server keeps none. */
  calls: (agentId: string) =>
    queryOptions({
      queryKey: ["tool-calls", agentId],
      queryFn: (): ToolCall[] => [],
      initialData: [],
      staleTime: "static",
      gcTime: Number.POSITIVE_INFINITY,
    }),
};

type CallRequest = { tool: string; arguments: Record<string, unknown> };

/** Calls a tool; resolves with the entry of the history, also when the call was refused. */
export function callTool(client: QueryClient, agentId: string) {
  const { queryKey } = runtimeQueries.calls(agentId);
  const outcomeOf = async (request: CallRequest): Promise<Pick<ToolCall, "outcome" | "refusal">> => {
    const path = `${place(agentId)}/tools/${encodeURIComponent(request.tool)}/call`;
    try {
      const body = { arguments: request.arguments };
      return { outcome: await api<ToolOutcome>(path, { method: "POST", body }), refusal: null };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { outcome: null, refusal: error };
    }
  };
  return {
    mutationFn: async (request: CallRequest): Promise<ToolCall> => {
      const at = new Date().toISOString();
      const ending = await outcomeOf(request);
      const earlier = client.getQueryData(queryKey) ?? [];
      const call = { ...request, ...ending, at, id: (earlier[0]?.id ?? 0) + 1 };
      client.setQueryData(queryKey, [call, ...earlier].slice(0, MOST_CALLS));
      return call;
    },
    onSuccess: (call: ToolCall) => {
      if (call.refusal?.status === 409) void client.invalidateQueries({ queryKey: runtimeQueries.all });
    },
  };
}
