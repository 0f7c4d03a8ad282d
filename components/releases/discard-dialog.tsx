"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { showToast } from "@/components/ui/toaster";
import { returnedMapping } from "@/lib/client/release-mapping";
import { discardDraft, releaseQueries } from "@/lib/client/release-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { ChangeSummary } from "./change-summary";
import { ReturningTests } from "./returning-tests";

type DiscardDialogProps = { agent: AgentDetail; live: string; onClose: () => void };

/** Asks before a draft is given up, and names what is lost with it. */
export default function DiscardDialog({ agent, live, onClose }: DiscardDialogProps) {
  const client = useQueryClient();
  const { mutateAsync } = useMutation(discardDraft(client, agent));
  const { data: plan } = useQuery(releaseQueries.plan(agent.id));
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  const returning = plan?.returning ?? [];
  const discard = async () => {
    await mutateAsync(returnedMapping(returning, away));
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
      <ReturningTests returning={returning} away={away} onChange={setAway} live={live} />
    </ConfirmDialog>
  );
}
