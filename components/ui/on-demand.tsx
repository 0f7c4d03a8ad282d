"use client";
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from "react";
import { useHydrated } from "@/lib/client/use-hydrated";

const early = new Set<() => Promise<unknown>>();
let somebodyIsHere = false;

/**
 * A component whose code comes with its first use. `early`: already with the first sign of a person, see `loadEarly`.
 * `soon`: while the page reads what the component will show.
 */
export function onDemand<P>(load: () => Promise<{ default: ComponentType<P> }>, when?: "early" | "soon") {
  let ready: { default: ComponentType<P> } | undefined;
  const fetchOnce = async () => {
    ready = await load();
    return ready;
  };
  if (when === "early") somebodyIsHere ? whenIdle(fetchOnce) : early.add(fetchOnce);
  if (when === "soon" && typeof window !== "undefined") fetchAhead(fetchOnce);
  return lazy(() => (ready ? settled(ready) : fetchOnce()));
}

/** React does not suspend for a promise that answers at once; what has been fetched is shown in the same frame. Only `lazy` may get it. */
function settled<T>(value: T): Promise<T> {
  // biome-ignore lint/suspicious/noThenProperty: it is meant as a promise
  return { then: (answer: (value: T) => void) => answer(value) } as Promise<T>;
}

/** What cannot be fetched now is asked for again when it is needed. */
function fetchAhead(fetchOnce: () => Promise<unknown>): void {
  fetchOnce().catch(() => undefined);
}

/** The page comes first that brought this with it. */
function whenIdle(fetchOnce: () => Promise<unknown>): void {
  setTimeout(() => fetchAhead(fetchOnce), 500);
}

/** Fetches menus, dialogs and hints, so that the first of them opens at once. Of pages that come later, soon after them. */
export function loadEarly(): void {
  somebodyIsHere = true;
  for (const fetchOnce of early) fetchAhead(fetchOnce);
  early.clear();
}

/**
 * Parts of a page that are made with `onDemand` and seen at once, `fallback` until they are there, also from the server: a
 * part of its own is hydrated after the page, and would show what the page has asked for meanwhile in place of what was sent.
 */
export function OnDemandPart({ fallback = null, children }: { fallback?: ReactNode; children: ReactNode }) {
  return useHydrated() ? <Suspense fallback={fallback}>{children}</Suspense> : fallback;
}

/** What is made with `onDemand`, from the moment on at which it is first wanted. */
export function FirstUse({ when, children }: { when: boolean; children: ReactNode }) {
  const [wanted, setWanted] = useState(when);
  if (when && !wanted) setWanted(true);
  return wanted && <OnDemandPart>{children}</OnDemandPart>;
}

/** A dialog whose code comes with the first sign of a person, and which is there from its first opening on. */
export function dialogOnDemand<P extends { open: boolean }>(load: () => Promise<{ default: ComponentType<P> }>) {
  const Loaded = onDemand(load, "early");
  return (props: P) => (
    <FirstUse when={props.open}>
      <Loaded {...props} />
    </FirstUse>
  );
}
