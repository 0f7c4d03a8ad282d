"use client";
import { throttle, useQueryStates } from "nuqs";
import { type AgentSearch, agentSearchParsers, type SearchChange } from "./agent-search";

/** The table's state in the address of the page. */
export function useAgentSearch(): [AgentSearch, (change: SearchChange) => void] {
  const [search, setSearch] = useQueryStates(agentSearchParsers, { history: "replace" });
  return [search, (change) => void setSearch(change, { limitUrlUpdates: throttle(200) })];
}
