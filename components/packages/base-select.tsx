"use client";
import { useQuery } from "@tanstack/react-query";
import { Select } from "@/components/ui/select";
import { baseChoices } from "@/lib/client/diff-base";
import { packageQueries } from "@/lib/client/package-queries";
import type { PackageResource } from "@/lib/contracts/console/wire/package";

type BaseSelectProps = { pkg: PackageResource; value: string; onChange: (against: string) => void };

/** What a package is compared with: the running version, the previous one, or any other of its agent. */
export function BaseSelect({ pkg, value, onChange }: BaseSelectProps) {
  const { data: others = [] } = useQuery(packageQueries.ofAgent(pkg.agentId));
  return (
    <Select
      aria-label="Compare with"
      className="w-48"
      options={baseChoices(pkg, others)}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
