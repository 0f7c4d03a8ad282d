"use client";
import { asStep, oneOf, text, usually } from "./address-parts";
import { useAddress } from "./use-address";

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

const parts = {
  tab: asStep(usually(oneOf(agentTabs), "overview")),
  tool: text,
  file: text,
  // The two versions that are compared.
  from: asStep(text),
  to: asStep(text),
};

/** Which part of an agent is looked at, in the address; a new tab is a step that the browser's Back undoes. */
export const useAgentAddress = () => useAddress(parts);
