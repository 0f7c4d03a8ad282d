"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { agentQueries } from "./agent-queries";
import { ApiError } from "./api-error";
import { createAgent, type NewAgent } from "./fleet-queries";

const LOOK = 500;

export type CreationStep = "creating" | "starting" | "running" | "ended";
/** An agent on its way: how far it is, and when each step was first seen (ms). */
export type Creation = { name: string; step: CreationStep; begun: Partial<Record<CreationStep, number>> };

function stepOf(seen: AgentDetail | undefined): CreationStep {
  if (!seen) return "creating";
  if (seen.runState === "running") return "running";
  return seen.runState === "exited" ? "ended" : "starting";
}

/**
 * Makes an agent and watches it come: `create` resolves with the agent's id once it runs or has ended, and throws what the
 * server refused.
 */
export function useCreation() {
  const client = useQueryClient();
  const { mutateAsync } = useMutation(createAgent(client));
  const [started, setStarted] = useState<{ name: string; at: number } | null>(null);
  const [begun, setBegun] = useState<Creation["begun"]>({});
  const options = agentQueries.one(started?.name ?? "");
  const { data } = useQuery({
    ...options,
    enabled: started !== null,
    refetchInterval: LOOK,
    retry: false,
    // Until it is there, its absence is no failure.
    queryFn: async (context) => {
      const read = options.queryFn;
      if (typeof read !== "function") throw new Error("an agent is read by a function");
      const seen = await read(context);
      const step = stepOf(seen);
      setBegun((known) => (known[step] === undefined ? { ...known, [step]: Date.now() } : known));
      return seen;
    },
  });
  const create = async (agent: NewAgent): Promise<string> => {
    const at = Date.now();
    setBegun({ creating: at });
    setStarted({ name: agent.name, at });
    try {
      const { name } = await mutateAsync(agent);
      return (await client.fetchQuery({ ...agentQueries.one(name), staleTime: 0 })).id;
    } catch (error) {
      // A start that took too long has left an agent, whose page says why.
      const made = error instanceof ApiError && error.status >= 500 && data?.name === agent.name ? data.id : null;
      setStarted(null);
      if (made) return made;
      throw error;
    }
  };
  const creation: Creation | null = started && { name: started.name, step: stepOf(data), begun };
  return { create, creation };
}
