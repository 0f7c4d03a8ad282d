"use client";
import { Download, FileText, Trash2 } from "lucide-react";
import { useState } from "react";
import { EmptyState } from "@/components/patterns/empty-state";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { FileSize } from "@/components/ui/file-size";
import { Time } from "@/components/ui/time";
import { fileAddress, LARGEST_FILE } from "@/lib/client/agent-file-queries";
import type { FlatFile } from "@/lib/client/agent-file-tree";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { isCredentialFile } from "@/lib/domain/credentials/rules";
import { isProtected } from "@/lib/domain/workspace-files/rules";
import { DeleteFileDialog } from "./delete-file-dialog";
import { FilePreview } from "./file-preview";

type ChosenFileProps = {
  agent: AgentDetail;
  chosen: FlatFile | null;
  /** What the address names, there or not. */
  wanted: string | null;
  mayChange: boolean;
  onDeleted: () => void;
};

/** The file or folder that is chosen: what it holds and what can be done with it. */
export function ChosenFile({ agent, chosen, wanted, mayChange, onDeleted }: ChosenFileProps) {
  if (!chosen) {
    return (
      <EmptyState icon={<FileText />} title={wanted ? `There is no ${wanted}` : "Choose a file"}>
        {wanted ? "It was removed or renamed, or it is hidden." : "Its text or picture appears here."}
      </EmptyState>
    );
  }
  return (
    <div className="min-w-0 overflow-hidden rounded-lg border border-line">
      <ChosenHead agent={agent} file={chosen} mayChange={mayChange} onDeleted={onDeleted} />
      {chosen.type === "file" ? (
        <FilePreview key={chosen.path} agentId={agent.id} file={chosen} />
      ) : (
        <p className="px-4 py-8 text-center text-muted text-sm">
          {chosen.files === 1 ? "1 file in this folder." : `${chosen.files ?? 0} files in this folder.`}
        </p>
      )}
    </div>
  );
}

type HeadProps = { agent: AgentDetail; file: FlatFile; mayChange: boolean; onDeleted: () => void };

function ChosenHead({ agent, file, mayChange, onDeleted }: HeadProps) {
  const [deleting, setDeleting] = useState(false);
  const guarded = isProtected(file.path);
  const secret = isCredentialFile(file.path);
  const mayTake = file.type === "file" && (!secret || mayChange) && (file.size ?? 0) <= LARGEST_FILE;
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b bg-sunken py-1.5 pr-1.5 pl-3">
      <h2 className="min-w-0 font-medium font-mono text-fg text-xs [overflow-wrap:anywhere]">{file.path}</h2>
      <CopyButton value={file.path} what="path" />
      <span className="flex items-center gap-3 text-muted text-xs">
        {file.size !== null && <FileSize bytes={file.size} />}
        <Time value={file.modified} fallback="" />
      </span>
      <span className="ml-auto flex shrink-0 gap-1">
        {mayTake && (
          <Button asChild size="sm">
            <a href={fileAddress(agent.id, file.path)} download>
              <Download aria-hidden />
              Download
            </a>
          </Button>
        )}
        {mayChange && !guarded && (
          <Button size="sm" variant="danger-outline" onClick={() => setDeleting(true)}>
            <Trash2 aria-hidden />
            Delete…
          </Button>
        )}
      </span>
      {mayChange && guarded && (
        <p className="w-full text-muted text-xs">
          Protected: the agent cannot do without it, so it is not deleted here.
        </p>
      )}
      <DeleteFileDialog agent={agent} file={file} open={deleting} onOpenChange={setDeleting} onDeleted={onDeleted} />
    </header>
  );
}
