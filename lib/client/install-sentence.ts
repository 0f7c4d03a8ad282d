import type { PackageResource } from "@/lib/contracts/console/wire/package";

type Install = NonNullable<PackageResource["install"]>;

/** What an approved package is doing, in words. */
export const installTitles: Record<Install["state"], string> = {
  queued: "Approved. Waiting for its installation",
  installing: "Approved. Being installed",
  loaded: "Loaded and running",
  failed: "Approved, but it could not be loaded",
};

/** How an install shows as a run state. */
export function runStatusOf({ state }: Install): "loading" | "loaded" | "failed" {
  return state === "queued" || state === "installing" ? "loading" : state;
}
