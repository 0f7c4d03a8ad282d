"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { showToast } from "@/components/ui/toaster";
import { discardDraft } from "@/lib/client/release-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { ChangeSummary } from "./change-summary";
import { ReturningTests } from "./returning-tests";

type DiscardDialogProps = { agent: AgentDetail; live: string; onClose: () => void };

/** Asks before a draft is given up, and names what is lost with it. */
export default function DiscardDialog({ agent, live, onClose }: DiscardDialogProps) {
  const client = useQueryClient();
  const { mutateAsync } = useMutation(discardDraft(client, agent));
  const discard = async () => {
    await mutateAsync();
    showToast({ tone: "success", title: `${agent.name}: the draft is gone, ${live} is live` });
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Discard the draft of ${agent.name}?`}
      confirmLabel="Discard draft"
      danger
      onConfirm={discard}
    >
      The draft returns to what {live} says. What is listed here is lost.
      <ChangeSummary agentId={agent.id} from="live" to="draft" title={`What the draft changed since ${live}`} />
      <ReturningTests agentId={agent.id} live={live} />
    </ConfirmDialog>
  );
}
