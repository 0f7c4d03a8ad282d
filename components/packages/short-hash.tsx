import { CopyButton } from "@/components/ui/copy-button";

/** The beginning of a SHA-256, with the whole to be copied. */
export function ShortHash({ sha256 }: { sha256: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <span className="sr-only">SHA-256 begins with</span>
      <code title={sha256} className="font-mono text-xs">
        {sha256.slice(0, 12)}
      </code>
      <CopyButton value={sha256} what="SHA-256" className="-my-1" />
    </span>
  );
}
