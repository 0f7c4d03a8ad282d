import type { PackageResource } from "@/lib/contracts/console/wire/package";

type Compared = Pick<PackageResource, "id" | "running">;
type Other = Pick<PackageResource, "id" | "version" | "status">;

/** What a package is compared with unless somebody chooses: the running version, or the previous one where it runs itself. */
export function defaultBase({ id, running }: Compared): string {
  return running && running.packageId !== id ? running.packageId : "previous";
}

/** The packages of an agent that one of them can be compared with, the usual ones first. */
export function baseChoices(pkg: Compared, others: readonly Other[]): { value: string; label: string }[] {
  const { running } = pkg;
  const runs = running && running.packageId !== pkg.id ? running : null;
  const rest = others.filter((other) => other.id !== pkg.id && other.id !== runs?.packageId);
  return [
    ...(runs ? [{ value: runs.packageId, label: `Running: ${runs.version}` }] : []),
    { value: "previous", label: "Previous submission" },
    ...rest.map((other) => ({ value: other.id, label: `${other.version} (${other.status})` })),
  ];
}
