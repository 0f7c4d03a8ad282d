import type { QueryClient } from "@tanstack/react-query";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { agentQueries } from "./agent-queries";
import { api } from "./fetcher";
import { type RunSwitch, switchedRun } from "./run-switch";

const outdatedKeys = ["agents", "runtime", "overview"];

const place = (agent: string) => `/api/agents/${encodeURIComponent(agent)}`;

/** What contract `fleet` answers to the creation of an agent. */
export type CreatedAgent = { name: string; status: "running" | "stopped" | "exited" };

export type NewAgent = {
  name: string;
  template?: string;
  github_repo?: string;
  runtime: string;
  runtime_model: string | null;
  /** What is missing comes from the template. */
  resources: { cpu?: string; memory?: string };
  custom_instructions: string | null;
};

function post<T>(path: string, body?: unknown): Promise<T> {
  return api<T>(path, { method: "POST", contract: "fleet", ...(body !== undefined && { body }) });
}

async function perform(agentId: string, change: RunSwitch): Promise<void> {
  if (change !== "start") await post(`${place(agentId)}/stop`);
  if (change !== "stop") await post(`${place(agentId)}/start`);
}

/** Starts, stops or restarts a container agent; shown at once, taken back when the server refuses. */
export function switchRun(client: QueryClient, ref: string, agentId: string) {
  const { queryKey } = agentQueries.one(ref);
  return {
    mutationFn: (change: RunSwitch) => perform(agentId, change),
    onMutate: async (change: RunSwitch) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, switchedRun(before, change));
      return { before };
    },
    onError: (_error: Error, _change: RunSwitch, context?: { before: AgentDetail | undefined }) => {
      if (context?.before) client.setQueryData(queryKey, context.before);
    },
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey: [first] }) => outdatedKeys.includes(String(first)) }),
  };
}

/** Makes a container agent and starts it; the answer comes when it runs, has ended, or half a minute has passed. */
export function createAgent(client: QueryClient) {
  return {
    mutationFn: (agent: NewAgent) => post<CreatedAgent>("/api/agents", agent),
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey: [first] }) => outdatedKeys.includes(String(first)) }),
  };
}
