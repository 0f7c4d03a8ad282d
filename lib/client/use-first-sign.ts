import { useEffect } from "react";

const SIGNS = ["pointermove", "pointerdown", "keydown", "touchstart"] as const;

/** Calls `load` at the first sign of a person: what pages show only on request stays out of their first load, and is there in time. */
export function useFirstSign(load: () => void): void {
  useEffect(() => {
    const ending = new AbortController();
    const first = () => {
      ending.abort();
      load();
    };
    for (const sign of SIGNS)
      window.addEventListener(sign, first, { signal: ending.signal, passive: true, capture: true });
    return () => ending.abort();
  }, [load]);
}
