"use client";
import { useEffect, useEffectEvent } from "react";
import { type AskToLeave, guardLeaving } from "./leave-guard";

/** An entry of the history above the page's own, so that Back can be noticed before the page is gone. */
const standIn = () => window.history.pushState(window.history.state, "", window.location.href);

/**
 * As long as something on the page is not saved, leaving it is asked about: inside the console and by Back with `ask`, and
 * by the browser itself where the page is closed, loaded anew or left for another site.
 */
export function useUnsavedGuard(unsaved: boolean, ask: AskToLeave): void {
  const asked = useEffectEvent(ask);
  useEffect(() => {
    if (!unsaved) return;
    let leaving = false;
    const closing = (event: BeforeUnloadEvent) => event.preventDefault();
    const back = () => {
      standIn();
      asked(() => {
        leaving = true;
        window.removeEventListener("popstate", back);
        window.history.go(-2);
      });
    };
    const release = guardLeaving((go) =>
      asked(() => {
        leaving = true;
        window.removeEventListener("popstate", back);
        window.addEventListener("popstate", go, { once: true });
        window.history.back();
      }),
    );
    standIn();
    window.addEventListener("beforeunload", closing);
    window.addEventListener("popstate", back);
    return () => {
      release();
      window.removeEventListener("beforeunload", closing);
      window.removeEventListener("popstate", back);
      if (!leaving) window.history.back();
    };
  }, [unsaved]);
}
