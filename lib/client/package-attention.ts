import type { PackageResource } from "@/lib/contracts/console/wire/package";

export type PackageNeed = "declined" | "load_failed" | "commented";

/**
 * Why a package needs the person who submitted it, `myName`: it was declined, could not be loaded, or somebody else wrote
 * about it last. Null when it does not, and for every version but the newest.
 */
export function packageNeed(item: PackageResource, myName: string): PackageNeed | null {
  if (!item.newest) return null;
  if (item.status === "declined") return "declined";
  if (item.install?.state === "failed") return "load_failed";
  const last = item.timeline.findLast(({ step }) => step !== "scanned" && step !== "claimed");
  return item.status === "pending" && last?.step === "commented" && last.by !== myName ? "commented" : null;
}
