"use client";
import { type ReactNode, useState } from "react";
import { VisibleText } from "@/components/patterns/visible-text";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { FileSize } from "@/components/ui/file-size";
import type { PackageResource } from "@/lib/contracts/console/wire/package";

/** So many requirements are shown at first. */
const FIRST = 12;

/** What a package says of itself, and what identifies its bytes. */
export function PackageManifest({ pkg }: { pkg: PackageResource }) {
  const { manifest } = pkg;
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm">
      <Fact name="Description">{manifest.description ? <VisibleText text={manifest.description} /> : "–"}</Fact>
      <Fact name="Entry point">
        <Mono>{manifest.entryPoint}</Mono>
      </Fact>
      <Fact name="Python">{manifest.pythonVersion || "Any"}</Fact>
      <Fact name="Requirements">
        <Requirements names={manifest.requirements} />
      </Fact>
      <Fact name="Size">
        <FileSize bytes={pkg.size} />
      </Fact>
      <Fact name="SHA-256">
        <Mono>{pkg.sha256}</Mono> <CopyButton value={pkg.sha256} what="SHA-256" className="align-middle" />
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 text-fg [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

function Mono({ children }: { children: string }) {
  return <code className="font-mono text-xs">{children}</code>;
}

function Requirements({ names }: { names: readonly string[] }) {
  const [all, setAll] = useState(false);
  if (names.length === 0) return "None";
  const shown = all ? names : names.slice(0, FIRST);
  return (
    <>
      <ul className="flex flex-col">
        {shown.map((name) => (
          <li key={name} className="font-mono text-xs leading-5">
            <VisibleText text={name} />
          </li>
        ))}
      </ul>
      {shown.length < names.length && (
        <Button size="sm" className="mt-1" onClick={() => setAll(true)}>
          Show all {names.length}
        </Button>
      )}
    </>
  );
}
