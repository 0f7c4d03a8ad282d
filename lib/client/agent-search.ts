"use client";
import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { AgentRow } from "@/lib/contracts/console/wire/agent";

export const reviewStatuses = [
  "PENDING",
  "ACTIVE",
  "REJECTED",
  "DISABLED",
] as const satisfies readonly AgentRow["reviewStatus"][];
export const runStates = ["running", "stopped", "exited"] as const satisfies readonly AgentRow["runState"][];
export const hostings = ["integrated", "container"] as const satisfies readonly AgentRow["hosting"][];
export const agentOrders = ["name", "-name", "createdAt", "-createdAt", "updatedAt", "-updatedAt"] as const;
export type AgentOrder = (typeof agentOrders)[number];

/** What the list is narrowed to and how it is ordered; "-" before a field means descending. */
export type AgentSearch = {
  q: string;
  status: AgentRow["reviewStatus"][];
  run: AgentRow["runState"][];
  hosting: AgentRow["hosting"] | null;
  failed: boolean;
  sort: AgentOrder;
};

/** The list's search in the address of the page. */
export function useAgentSearch() {
  return useQueryStates({
    q: parseAsString.withDefault("").withOptions({ throttleMs: 200 }),
    status: parseAsArrayOf(parseAsStringLiteral(reviewStatuses)).withDefault([]),
    run: parseAsArrayOf(parseAsStringLiteral(runStates)).withDefault([]),
    hosting: parseAsStringLiteral(hostings),
    failed: parseAsBoolean.withDefault(false),
    sort: parseAsStringLiteral(agentOrders).withDefault("-createdAt"),
  });
}

/** Whether anything but the order differs from the whole list. */
export function isNarrowed({ q, status, run, hosting, failed }: AgentSearch): boolean {
  return q !== "" || status.length > 0 || run.length > 0 || hosting !== null || failed;
}

/** The parameters of `GET /api/console/agents` for one page of this search; `after` is empty for the first. */
export function agentListParameters(search: AgentSearch, after: string, limit: number): URLSearchParams {
  const { q, status, run, hosting, failed, sort } = search;
  const parameters = new URLSearchParams({ limit: String(limit) });
  const field = sort.replace("-", "");
  parameters.set("orderBy", JSON.stringify([{ [field]: sort.startsWith("-") ? "desc" : "asc" }]));
  if (q.trim()) parameters.set("q", q.trim());
  for (const one of status) parameters.append("status", one);
  for (const one of run) parameters.append("run", one);
  if (hosting) parameters.set("hosting", hosting);
  if (failed) parameters.set("failed", "true");
  if (after) parameters.set("after", after);
  return parameters;
}
