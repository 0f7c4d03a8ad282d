"use client";
import { Select } from "@/components/ui/select";
import type { FileSource } from "./file-source";

type BaseSelectProps = { choices: FileSource["bases"]; value: string; onChange: (against: string) => void };

/** What files are compared with: the version that runs or serves, the previous one, or any other. */
export function BaseSelect({ choices, value, onChange }: BaseSelectProps) {
  return (
    <Select
      aria-label="Compare with"
      className="w-48"
      options={[...choices]}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
