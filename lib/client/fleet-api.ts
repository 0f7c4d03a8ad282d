import { type ApiOptions, api } from "./fetcher";

/** The address of something that belongs to one agent, in contract `fleet`. `rest` begins with a slash. */
export const fleetAddress = (agentId: string, rest: string) => `/api/agents/${encodeURIComponent(agentId)}${rest}`;

/** Calls contract `fleet` about one agent. */
export function fleetApi<T>(agentId: string, rest: string, options: Omit<ApiOptions, "contract"> = {}): Promise<T> {
  return api<T>(fleetAddress(agentId, rest), { ...options, contract: "fleet" });
}
