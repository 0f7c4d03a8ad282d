import { formatBytes } from "@/lib/client/format-bytes";

/** A size in bytes as people read it ("14.2 KiB"), the exact number in its title. */
export function FileSize({ bytes, className }: { bytes: number; className?: string }) {
  return (
    <span title={`${bytes.toLocaleString("en")} bytes`} className={className}>
      {formatBytes(bytes)}
    </span>
  );
}
