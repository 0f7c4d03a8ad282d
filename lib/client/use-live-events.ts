"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { type LiveState, openLiveEvents, outdatedQueries } from "./live-events";

/** Events that come together lead to one reload; short enough to feel immediate, ms. */
const GATHER = 120;
/** A tab that nobody looks at gives its connection back after this, because browsers allow only six to one host; ms. */
const HIDDEN = 30_000;

/** Keeps the page's queries up to date by one event stream, as long as the tab is looked at; says how the stream is. */
export function useLiveEvents(onEnded: () => void): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  const ended = useEffectEvent(onEnded);
  useEffect(() => {
    const outdated = new Set<string>();
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const reload = () => {
      gathering = undefined;
      const keys = [...outdated];
      outdated.clear();
      void client.invalidateQueries({ predicate: ({ queryKey }) => keys.includes(String(queryKey[0])) });
    };
    const reloadAll = () => void client.invalidateQueries();
    const handlers = {
      onEvent: (event: string) => {
        for (const key of outdatedQueries(event)) outdated.add(key);
        gathering ??= setTimeout(reload, GATHER);
      },
      onResync: reloadAll,
      onEnded: () => ended(),
      onState: setState,
    };
    const open = () => openLiveEvents("/api/events", handlers, (url) => new EventSource(url));
    let close: (() => void) | null = open();
    let hiding: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(hiding);
      if (document.hidden) {
        hiding = setTimeout(() => {
          close?.();
          close = null;
        }, HIDDEN);
      } else if (!close) {
        setState("connecting");
        close = open();
      }
    };
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      clearTimeout(hiding);
      clearTimeout(gathering);
      close?.();
    };
  }, [client]);
  return state;
}
