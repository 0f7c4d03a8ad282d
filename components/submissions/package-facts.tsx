import type { ReactNode } from "react";
import { Code } from "@/components/ui/code";
import { CopyButton } from "@/components/ui/copy-button";
import { FileSize } from "@/components/ui/file-size";
import { Time } from "@/components/ui/time";
import type { PackageResource } from "@/lib/contracts/console/wire/package";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 py-1">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 text-right text-fg [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

/** What a package is, from its manifest and its upload. */
export function PackageFacts({ item }: { item: PackageResource }) {
  const { manifest } = item;
  return (
    <dl className="text-sm">
      <Fact name="Submitted">
        {item.submittedBy.name}, <Time value={item.submittedAt} />
      </Fact>
      <Fact name="Size">
        <FileSize bytes={item.size} />
      </Fact>
      <Fact name="SHA-256">
        <span className="inline-flex items-center gap-1">
          <Code>{item.sha256.slice(0, 12)}</Code>
          <CopyButton value={item.sha256} what="SHA-256" />
        </span>
      </Fact>
      <Fact name="Entry point">
        <Code>{manifest.entryPoint}</Code>
      </Fact>
      <Fact name="Python">{manifest.pythonVersion}</Fact>
      <Fact name="Requirements">
        {manifest.requirements.length === 0
          ? "none"
          : manifest.requirements.map((requirement) => (
              <span key={requirement} className="block font-mono text-xs">
                {requirement}
              </span>
            ))}
      </Fact>
      <Fact name="Running version">{item.running?.version ?? "none"}</Fact>
    </dl>
  );
}
