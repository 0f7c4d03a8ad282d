import type { DesiredLoad, Loadable } from "@/lib/domain/runtimes/queries";

export type LoadStep =
  | { kind: "nothing" }
  | { kind: "unload" }
  /** `fallback` runs when the wanted package fails and nothing is running. */
  | { kind: "load"; wanted: Loadable; fallback: Loadable | null };

/** What a supervisor does so that what is loaded here becomes what is desired. */
export function nextLoadStep(desired: DesiredLoad | null, loadedHere: string | null): LoadStep {
  if (!desired?.desired)
    return loadedHere || desired?.observedState === "running" ? { kind: "unload" } : { kind: "nothing" };
  const { desired: wanted, proven } = desired;
  if (loadedHere === wanted.packageId) return { kind: "nothing" };
  const useful = proven && proven.packageId !== wanted.packageId && loadedHere === null;
  return { kind: "load", wanted, fallback: useful ? proven : null };
}

/** Whether the database says of the wanted package what is true once it runs here. */
export function isNotedAsLoaded({ desired, loadedPackageId, observedState }: DesiredLoad): boolean {
  return observedState === "running" && loadedPackageId === desired?.packageId;
}
