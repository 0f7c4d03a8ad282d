"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { type AgentSearch, isBlank, type SearchChange } from "./agent-search";
import { useConsoleSession } from "./console-session";
import { type ViewContent, viewChange, viewSearch } from "./saved-views";
import { useAgentSearch } from "./use-agent-search";
import { useHydrated } from "./use-hydrated";
import { viewQueries } from "./view-queries";

/** The view that the page opens with in one workspace, as the server knows it for new tabs. */
export type OpeningView = { workspaceId: string; view: (ViewContent & { id: string }) | null };

export type OpenedSearch = {
  search: AgentSearch;
  onSearch: (change: SearchChange) => void;
  /** The server knows only the view for the workspace of new tabs; that of this tab's is still being asked for. */
  waiting: boolean;
};

/** The table's state; for an address without any, that of the view which the person opens the page with in this tab's workspace. */
export function useOpenedSearch(opening: OpeningView | null): OpenedSearch {
  const [search, onSearch] = useAgentSearch();
  const { workspace } = useConsoleSession();
  // Before that the tab seems to be in the workspace of new tabs.
  const hydrated = useHydrated();
  const [done, setDone] = useState<OpeningView | null>(null);
  const opens = opening !== null && opening !== done && isBlank(search);
  const known = opening?.workspaceId === workspace?.id;
  const views = useQuery({ ...viewQueries.agents(), enabled: opens && !known });
  const view = known ? opening?.view : views.data?.find((one) => one.default);
  const waiting = opens && !known && views.isLoading;
  const settle = useEffectEvent(() => {
    if (view) onSearch(viewChange(view));
    setDone(opening);
  });
  // The address is outside of React; from now on it says what is shown.
  useEffect(() => {
    if (opens && hydrated && !waiting) settle();
  }, [opens, hydrated, waiting]);
  return { search: opens && view ? viewSearch(view) : search, onSearch, waiting };
}
