"use client";
import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Code } from "@/components/ui/code";
import { type FlatFile, pathIn } from "@/lib/client/agent-file-tree";
import { useFileUploads } from "@/lib/client/use-file-uploads";

type Waiting = { folder: string; files: readonly File[]; there: readonly string[] };

/** Uploads that ask before they replace what is there. `question` is the dialog that asks. */
export function useGuardedUploads(agentId: string, present: readonly FlatFile[]) {
  const { add, ...rest } = useFileUploads(agentId);
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const offer = (folder: string, files: readonly File[]) => {
    const paths = new Set(files.map((file) => pathIn(folder, file.name)));
    const there = present.filter(({ path }) => paths.has(path)).map(({ path }) => path);
    if (there.length === 0) add(folder, files);
    else setWaiting({ folder, files, there });
  };
  const question: ReactNode = (
    <ConfirmDialog
      danger
      open={waiting !== null}
      onOpenChange={(open) => !open && setWaiting(null)}
      title={
        waiting?.there.length === 1 ? `Replace ${waiting.there[0]}?` : `Replace ${waiting?.there.length ?? 0} files?`
      }
      confirmLabel="Replace"
      onConfirm={async () => waiting && add(waiting.folder, waiting.files)}
    >
      <p>What is in the workspace now is lost.</p>
      {waiting && waiting.there.length > 1 && (
        <ul className="mt-2 flex max-h-40 flex-col gap-1 overflow-y-auto">
          {waiting.there.map((path) => (
            <li key={path}>
              <Code>{path}</Code>
            </li>
          ))}
        </ul>
      )}
    </ConfirmDialog>
  );
  return { ...rest, offer, question };
}
