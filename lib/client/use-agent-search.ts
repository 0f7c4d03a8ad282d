"use client";
import { type AgentSearch, agentSearchParts, type SearchChange } from "./agent-search";
import { useAddress } from "./use-address";

/** The table's state in the address of the page. */
export function useAgentSearch(): [AgentSearch, (change: SearchChange) => void] {
  const [search, setSearch] = useAddress(agentSearchParts);
  return [search, (change) => void setSearch(change)];
}
