import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { Me, myChanges, passwordChange, Session } from "@/lib/contracts/console/wire/me";
import type { Preferences } from "@/lib/contracts/console/wire/preferences";
import type { confirmation, Enrolment, factorProof, RecoveryCodes } from "@/lib/contracts/console/wire/two-factor";
import { api } from "./fetcher";
import { meQueries } from "./me-queries";
import { pages } from "./paged";

/** What belongs to the signed-in person's account besides `me`. */
export const accountQueries = {
  all: ["account"] as const,
  sessions: () =>
    infiniteQueryOptions({ queryKey: [...accountQueries.all, "sessions"], ...pages<Session>("/api/me/sessions") }),
  preferences: () =>
    queryOptions({
      queryKey: [...accountQueries.all, "preferences"],
      queryFn: ({ signal }) => api<Preferences>("/api/me/notification-preferences", { signal }),
    }),
};

const changed = (client: QueryClient) => () => client.invalidateQueries({ queryKey: accountQueries.all });
const meChanged = (client: QueryClient) => () => client.invalidateQueries({ queryKey: meQueries.all });

/** Changes the profile. */
export const changeProfile = (client: QueryClient) => ({
  mutationFn: (body: z.input<typeof myChanges>) => api<Me>("/api/me", { method: "PATCH", body }),
  onSettled: meChanged(client),
});

/** Changes the password; other sessions end. */
export const changePassword = (client: QueryClient) => ({
  mutationFn: (body: z.input<typeof passwordChange>) => api<void>("/api/me/password", { method: "PUT", body }),
  onSettled: changed(client),
});

/** Ends one session; without an id all but this one. */
export const endSession = (client: QueryClient) => ({
  mutationFn: (id: string | null) =>
    api<{ count: number } | undefined>(id ? `/api/me/sessions/${encodeURIComponent(id)}` : "/api/me/sessions", {
      method: "DELETE",
    }),
  onSettled: changed(client),
});

/** Replaces the choice of notifications. */
export const choosePreferences = (client: QueryClient) => ({
  mutationFn: (body: Preferences) => api<Preferences>("/api/me/notification-preferences", { method: "PUT", body }),
  onSuccess: (saved: Preferences) => client.setQueryData(accountQueries.preferences().queryKey, saved),
  onError: changed(client),
});

/** Begins two-factor: the secret for the authenticator app. */
export function beginTwoFactor(password: string): Promise<Enrolment> {
  return api<Enrolment>("/api/me/two-factor", { method: "POST", body: { password } });
}

/** Switches two-factor on; gives the recovery codes. */
export const confirmTwoFactor = (client: QueryClient) => ({
  mutationFn: (body: z.input<typeof confirmation>) =>
    api<RecoveryCodes>("/api/me/two-factor/confirm", { method: "POST", body }),
  onSettled: meChanged(client),
});

/** Replaces the recovery codes. */
export function renewRecoveryCodes(body: z.input<typeof factorProof>): Promise<RecoveryCodes> {
  return api<RecoveryCodes>("/api/me/two-factor/recovery-codes", { method: "POST", body });
}

/** Switches two-factor off. */
export const removeTwoFactor = (client: QueryClient) => ({
  mutationFn: (body: z.input<typeof factorProof>) => api<void>("/api/me/two-factor", { method: "DELETE", body }),
  onSettled: meChanged(client),
});
