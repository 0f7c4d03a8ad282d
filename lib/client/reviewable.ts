import type { PackageResource } from "@/lib/contracts/console/wire/package";
import type { PluginHistoryResource, PluginVersionResource } from "@/lib/contracts/console/wire/plugin";
import { packagePlace } from "./package-queries";
import { versionPlace } from "./plugin-place";

/** A package or a version of a plugin, as claim, conversation and decision see it. */
export type Reviewable = {
  kind: "package" | "plugin";
  /** Of the draft of a review; no two have the same. */
  id: string;
  /** The address below which its files, conversation, claim and reviews lie. */
  place: string;
  /** Its name with its version. */
  title: string;
  submittedBy: string;
  claimedBy: { id: string; name: string } | null;
  /** Whether the reader reviews it: only they mark files and write internal notes. */
  reviewer: boolean;
  may: { comment: boolean; claim: boolean; review: boolean };
};

/** A package as what is reviewed. */
export function reviewablePackage(pkg: PackageResource): Reviewable {
  const { id, agentName, version, submittedBy, claimedBy, status, may } = pkg;
  return {
    kind: "package",
    id,
    place: packagePlace(id),
    title: `${agentName} ${version}`,
    submittedBy: submittedBy.name,
    claimedBy: status === "pending" ? claimedBy : null,
    reviewer: may.includes("rescan"),
    may: { comment: may.includes("comment"), claim: may.includes("claim"), review: may.includes("review") },
  };
}

/** A version of a plugin as what is reviewed; its readers are its uploader and instance admins. */
export function reviewableVersion(
  { id, uploadedBySelf }: PluginHistoryResource,
  { version, name, submittedBy, claimedBy, status, scan }: PluginVersionResource,
  instanceAdmin: boolean,
): Reviewable {
  const waits = status === "pending";
  return {
    kind: "plugin",
    id: `${id}@${version}`,
    place: versionPlace(id, version),
    title: `${name} ${version}`,
    submittedBy,
    claimedBy,
    reviewer: instanceAdmin,
    may: {
      comment: instanceAdmin || uploadedBySelf,
      claim: instanceAdmin && waits,
      review: instanceAdmin && waits && scan !== "pending",
    },
  };
}
