import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { SshAccessReply, SshGrant } from "@/lib/contracts/fleet/wire/ssh";
import { fleetApi } from "./fleet-api";

export type SshRequest = { ttl_hours: number; public_key?: string };

/** Who may enter an agent by SSH now. */
export const sshQueries = {
  grants: (agentId: string) =>
    queryOptions({
      queryKey: ["agents", "ssh", agentId],
      queryFn: ({ signal }) => fleetApi<SshGrant[]>(agentId, "/ssh-access", { signal }),
    }),
};

const outdated = (client: QueryClient, agentId: string) => () =>
  Promise.all([
    client.invalidateQueries({ queryKey: sshQueries.grants(agentId).queryKey }),
    client.invalidateQueries({ queryKey: ["agents", "activity", agentId] }),
  ]);

/** Lets a key into a running agent for some hours; without a key a pair is made. */
export const grantSsh = (client: QueryClient, agentId: string) => ({
  mutationFn: (body: SshRequest) => fleetApi<SshAccessReply>(agentId, "/ssh-access", { method: "POST", body }),
  onSettled: outdated(client, agentId),
});

/** Ends an access before its time, and what it opened. */
export const revokeSsh = (client: QueryClient, agentId: string) => ({
  mutationFn: (grantId: string) =>
    fleetApi<{ message: string }>(agentId, `/ssh-access/${encodeURIComponent(grantId)}`, { method: "DELETE" }),
  onSettled: outdated(client, agentId),
});
