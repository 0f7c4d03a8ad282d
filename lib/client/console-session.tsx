"use client";
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useLayoutEffect, useSyncExternalStore } from "react";
import type { Me } from "@/lib/contracts/console/wire/me";
import { enterWorkspace, pickWorkspace } from "./current-workspace";
import { LocaleProvider } from "./locale";
import { meQueries, type OwnWorkspace, rememberWorkspace } from "./me-queries";
import { QueryProvider } from "./query-client";

export type ConsoleSession = {
  me: Me;
  /** The workspace that this tab is in; null for people who belong to none. */
  workspace: OwnWorkspace | null;
  /** Whether there is a workspace whose packages this person reviews. */
  reviews: boolean;
};

const never = () => () => {};

const SessionContext = createContext<ConsoleSession | null>(null);

/** Who is signed in and where. Only inside the console. */
export function useConsoleSession(): ConsoleSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useConsoleSession needs a ConsoleSessionProvider above it");
  return session;
}

type ProviderProps = { me: Me; onSignedOut: () => void; children: ReactNode };

/** The person's default workspace, as the server sees it too. */
function usualWorkspace({ workspaces, defaultWorkspaceId }: Me): string | null {
  return (workspaces.find(({ id }) => id === defaultWorkspaceId) ?? workspaces[0])?.id ?? null;
}

/**
 * Gives the console its session, and each workspace a query client of its own: what was loaded in one workspace can never
 * be shown in another, because the cache goes with it.
 */
export function ConsoleSessionProvider({ me, onSignedOut, children }: ProviderProps) {
  const own = me.workspaces.map(({ id }) => id);
  const workspaceId = useSyncExternalStore(
    never,
    () => pickWorkspace(own, me.defaultWorkspaceId),
    () => usualWorkspace(me),
  );
  // While the server's page comes to life the store is not asked before the first queries are sent; they carry its answer.
  useLayoutEffect(() => void pickWorkspace(own, me.defaultWorkspaceId));
  return (
    <QueryProvider key={workspaceId} onSignedOut={onSignedOut}>
      <CurrentSession me={me} workspaceId={workspaceId}>
        {children}
      </CurrentSession>
    </QueryProvider>
  );
}

type CurrentProps = { me: Me; workspaceId: string | null; children: ReactNode };

function CurrentSession({ me: initialData, workspaceId, children }: CurrentProps) {
  const { data: me } = useQuery({ ...meQueries.one(), initialData });
  const session: ConsoleSession = {
    me,
    workspace: me.workspaces.find(({ id }) => id === workspaceId) ?? null,
    reviews: me.instanceAdmin || me.workspaces.some(({ role }) => role === "owner" || role === "admin"),
  };
  return (
    <SessionContext value={session}>
      <LocaleProvider value={me.locale}>{children}</LocaleProvider>
    </SessionContext>
  );
}

/** Enters a workspace in this tab and remembers it for new ones; the page must be loaded anew afterwards. */
export async function switchWorkspace(id: string): Promise<void> {
  enterWorkspace(id);
  // The tab has switched whatever becomes of this; a new tab then begins with the old default.
  await rememberWorkspace(id).catch(() => undefined);
}
