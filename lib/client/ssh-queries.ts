import type { QueryClient } from "@tanstack/react-query";
import type { SshAccessReply } from "@/lib/contracts/fleet/wire/ssh";
import { fleetApi } from "./fleet-api";

export type SshRequest = { ttl_hours: number; public_key?: string };

/** Lets a key into a running agent for some hours; without a key a pair is made. */
export const grantSsh = (client: QueryClient, agentId: string) => ({
  mutationFn: (body: SshRequest) => fleetApi<SshAccessReply>(agentId, "/ssh-access", { method: "POST", body }),
  onSettled: () => client.invalidateQueries({ queryKey: ["agents", "activity", agentId] }),
});
