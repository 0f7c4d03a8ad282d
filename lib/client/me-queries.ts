import { queryOptions } from "@tanstack/react-query";
import type { Me } from "@/lib/contracts/console/wire/me";
import { api } from "./fetcher";

export type OwnWorkspace = Me["workspaces"][number];

/** The signed-in person. */
export const meQueries = {
  all: ["me"] as const,
  one: () => queryOptions({ queryKey: meQueries.all, queryFn: ({ signal }) => api<Me>("/api/me", { signal }) }),
};

/** Makes a workspace the one that new tabs begin with. */
export function rememberWorkspace(defaultWorkspaceId: string): Promise<Me> {
  return api<Me>("/api/me", { method: "PATCH", body: { defaultWorkspaceId } });
}

/** Remembers the theme with the account, for the next browser. */
export function rememberTheme(theme: Me["theme"]): Promise<Me> {
  return api<Me>("/api/me", { method: "PATCH", body: { theme } });
}

/** Ends the session everywhere; other tabs hear of it. */
export function signOut(): Promise<void> {
  return api<void>("/api/sign-out", { method: "POST" });
}
