"use client";
import { FileDrop } from "@/components/patterns/file-drop";
import { RefusalList } from "@/components/submissions/refusal-list";
import { Dialog, DialogBody, DialogContent } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toaster";
import { useSubmitPackage } from "@/lib/client/use-submit-package";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type SubmitVersionDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  agent: AgentDetail;
  maxBytes: number;
};

/** Takes the next package of an agent. */
export function SubmitVersionDialog({ open, onOpenChange, agent, maxBytes }: SubmitVersionDialogProps) {
  const newest = agent.newestPackage;
  const above = newest ? ` with a version other than ${newest.version}` : "";
  const replaces = newest?.status === "pending" ? " It takes the place of the one that waits for review." : "";
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={`New version of ${agent.name}`}
        description={`A package of the same name${above}. What runs now keeps running until the new one is approved and loaded.${replaces}`}
      >
        <DialogBody>
          <VersionDrop agent={agent} maxBytes={maxBytes} onDone={() => onOpenChange(false)} />
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

type VersionDropProps = { agent: AgentDetail; maxBytes: number; onDone: () => void };

/** Mounted with each opening: closing the dialog cancels the upload. */
function VersionDrop({ agent, maxBytes, onDone }: VersionDropProps) {
  const { progress, result, submit, cancel } = useSubmitPackage((item) => {
    showToast({
      tone: "success",
      title: `${item.agentName} ${item.version} was submitted`,
      description: item.status === "approved" ? "It is being installed." : "It waits for review.",
    });
    onDone();
  });
  return (
    <FileDrop
      accept=".ncp"
      maxBytes={maxBytes}
      title={`Drop the new version of ${agent.name} here`}
      upload={progress}
      onFile={(file) => submit(file, agent.id)}
      onCancel={cancel}
      error={result?.kind === "refused" && <RefusalList fileName={result.fileName} error={result.error} />}
    />
  );
}
