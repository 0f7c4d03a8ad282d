import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { fleetAddress, fleetApi } from "./fleet-api";
import { upload } from "./upload";

type Pictured = { avatar_url: string | null };

/** Largest picture that the server takes, bytes. */
export const LARGEST_AVATAR = 2 * 1024 * 1024;

/** The picture of an agent. Below "agents", so that an agent's events outdate it. */
export const avatarQueries = {
  one: (agentId: string) =>
    queryOptions({
      queryKey: ["agents", "avatar", agentId],
      queryFn: ({ signal }) => fleetApi<Pictured>(agentId, "", { signal }),
    }),
};

const outdated = (client: QueryClient) => () => client.invalidateQueries({ queryKey: ["agents"] });

/** Sets the picture of an agent. */
export const setAvatar = (client: QueryClient, agentId: string) => ({
  mutationFn: (file: File) =>
    upload<Pictured>(fleetAddress(agentId, "/avatar"), file, {
      method: "PUT",
      headers: { "X-API-Contract": "fleet" },
    }),
  onSettled: outdated(client),
});

/** Takes the picture off. */
export const removeAvatar = (client: QueryClient, agentId: string) => ({
  mutationFn: () => fleetApi<{ message: string }>(agentId, "/avatar", { method: "DELETE" }),
  onSettled: outdated(client),
});
