const units = ["KiB", "MiB", "GiB", "TiB"] as const;

/** A number of bytes as people read it, in powers of 1024: "812 B", "14.2 KiB", "50 MiB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const step = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  const value = bytes / 1024 ** step;
  return `${value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${units[step - 1] ?? "TiB"}`;
}
