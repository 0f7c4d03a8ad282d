"use client";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

export const agentTabs = [
  "overview",
  "runtime",
  "tools",
  "files",
  "credentials",
  "folders",
  "versions",
  "resources",
  "plugins",
  "context",
  "sharing",
  "settings",
  "activity",
] as const;
export type AgentTab = (typeof agentTabs)[number];

/** Which part of an agent is looked at, in the address; a new tab is a step that the browser's Back undoes. */
export function useAgentAddress() {
  return useQueryStates({
    tab: parseAsStringLiteral(agentTabs).withDefault("overview").withOptions({ history: "push" }),
    tool: parseAsString,
    file: parseAsString,
    // The two versions that are compared.
    from: parseAsString.withOptions({ history: "push" }),
    to: parseAsString.withOptions({ history: "push" }),
  });
}
