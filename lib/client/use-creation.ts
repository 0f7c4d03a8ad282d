"use client";
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { agentQueries } from "./agent-queries";
import { ApiError } from "./api-error";
import { createAgent, type NewAgent } from "./fleet-queries";

const LOOK = 500;

export type CreationStep = "creating" | "starting" | "running" | "ended";
/** An agent on its way: how far it is, and when each step was first seen (ms). */
export type Creation = { name: string; step: CreationStep; begun: Partial<Record<CreationStep, number>> };

function stepOf(seen: AgentDetail | null): CreationStep {
  if (!seen) return "creating";
  if (seen.runState === "running") return "running";
  return seen.runState === "exited" ? "ended" : "starting";
}

/** The agent of a name, or null while there is none. */
async function lookAt(client: QueryClient, name: string): Promise<AgentDetail | null> {
  try {
    return await client.fetchQuery({ ...agentQueries.one(name), staleTime: 0, retry: false });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/**
 * Makes an agent and watches it come: `create` resolves with the agent's id once it runs or has ended, and throws what the
 * server refused.
 */
export function useCreation() {
  const client = useQueryClient();
  const { mutateAsync } = useMutation(createAgent(client));
  const [creation, setCreation] = useState<Creation | null>(null);
  const name = creation?.name ?? null;
  useQuery({
    queryKey: ["creation", name],
    enabled: name !== null,
    refetchInterval: LOOK,
    queryFn: async () => {
      const step = stepOf(await lookAt(client, name ?? ""));
      setCreation((known) => known && { ...known, step, begun: { [step]: Date.now(), ...known.begun } });
      return step;
    },
  });
  const create = async (agent: NewAgent): Promise<string> => {
    // An agent of that name that is there already is not the one that comes: then the server refuses, and nothing was seen.
    const before = await lookAt(client, agent.name);
    if (!before) setCreation({ name: agent.name, step: "creating", begun: { creating: Date.now() } });
    try {
      const made = await mutateAsync(agent);
      return (await client.fetchQuery({ ...agentQueries.one(made.name), staleTime: 0 })).id;
    } catch (error) {
      setCreation(null);
      // A start that takes longer than the server waits has left an agent, whose page tells how it goes on.
      const late =
        error instanceof ApiError && error.status === 503 && !before ? await lookAt(client, agent.name) : null;
      if (late) return late.id;
      throw error;
    }
  };
  return { create, creation };
}
