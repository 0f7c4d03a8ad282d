import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type * as wire from "@/lib/contracts/fleet/wire/credentials";
import { fleetApi } from "./fleet-api";

export type CredentialStatus = z.infer<typeof wire.credentialStatus>;
type Injected = z.infer<typeof wire.injected>;
type Exported = z.infer<typeof wire.exported>;
type Imported = z.infer<typeof wire.imported>;

/** Which credential files an agent has; never what is in them. */
export const credentialQueries = {
  status: (agentId: string) =>
    queryOptions({
      queryKey: ["agents", "credentials", agentId],
      queryFn: ({ signal }) => fleetApi<CredentialStatus>(agentId, "/credentials/status", { signal }),
    }),
};

const outdated = (client: QueryClient, agentId: string) => () =>
  client.invalidateQueries({ queryKey: credentialQueries.status(agentId).queryKey });

/** Texts and base64 texts by path, all or none written. Null: those that are held are written again. */
export type Injection = { files?: Record<string, string>; files_b64?: Record<string, string> } | null;

/** Writes credential files into the workspace. */
export const injectCredentials = (client: QueryClient, agentId: string) => ({
  mutationFn: (files: Injection) =>
    fleetApi<Injected>(agentId, "/credentials/inject", { method: "POST", body: files ?? undefined }),
  onSettled: outdated(client, agentId),
});

/** All credential files, encrypted for a deployment with the same key. */
export const exportCredentials = (client: QueryClient, agentId: string) => ({
  mutationFn: () => fleetApi<Exported>(agentId, "/credentials/export", { method: "POST" }),
  onSettled: outdated(client, agentId),
});

/** Writes the files of an encrypted bundle; null takes the one that lies in the workspace. */
export const importCredentials = (client: QueryClient, agentId: string) => ({
  mutationFn: (bundle: unknown) =>
    fleetApi<Imported>(agentId, "/credentials/import", {
      method: "POST",
      body: bundle === null ? undefined : { bundle },
    }),
  onSettled: outdated(client, agentId),
});
