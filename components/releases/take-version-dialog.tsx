"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toaster";
import { ApiError } from "@/lib/client/api-error";
import { type Concessions, rollBack, takeAsDraft } from "@/lib/client/release-queries";
import { demandOf } from "@/lib/client/release-words";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { HistoryEntry } from "@/lib/contracts/console/wire/version";
import { ChangeSummary } from "./change-summary";
import { ConcessionChecks } from "./concession-checks";
import type { HistoryAct } from "./history-menu";

type TakeVersionDialogProps = { agent: AgentDetail; act: HistoryAct; version: HistoryEntry; onClose: () => void };

const refusals: Readonly<Record<keyof Concessions, string>> = {
  discardDraft: "There is a draft with changes that were never published. Say above whether to give it up.",
  dropMissing: "Some of what this version uses was deleted meanwhile. Say above whether to go without it.",
};

function wordsOf(act: HistoryAct, { label, publishedAt }: HistoryEntry) {
  if (act === "draft")
    return { title: `Take ${label} as draft?`, confirm: "Take as draft", done: `${label} is the draft now` };
  if (publishedAt === null) return { title: `Publish ${label}?`, confirm: "Publish", done: `${label} is live` };
  return { title: `Roll back to ${label}?`, confirm: "Roll back", done: `Rolled back to ${label}` };
}

function Consequence({ act, agent, version }: Omit<TakeVersionDialogProps, "onClose">) {
  if (act === "draft") {
    const from = agent.newestPackage ? " Fields that come from the package stay as they are." : "";
    return (
      <>
        The draft takes what {version.label} says. What is live stays until you publish.{from}
      </>
    );
  }
  if (version.publishedAt === null) return <>{version.label} goes live for everybody.</>;
  return <>What {version.label} says goes live again as a new version. No version is lost.</>;
}

/** Asks before a version goes live or becomes the draft: what changes, and what would be given up. */
export function TakeVersionDialog({ agent, act, version, onClose }: TakeVersionDialogProps) {
  const client = useQueryClient();
  const rolling = useMutation(rollBack(client, agent));
  const taking = useMutation(takeAsDraft(client, agent));
  const [note, setNote] = useState("");
  const [agreed, setAgreed] = useState<Concessions>({ discardDraft: false, dropMissing: false });
  const [demands, setDemands] = useState<readonly (keyof Concessions)[]>([]);
  const { title, confirm, done } = wordsOf(act, version);
  const repeats = act === "live" && version.publishedAt !== null;
  const take = async () => {
    try {
      const wanted = { versionId: version.id, note, ...agreed };
      if (act === "draft") await taking.mutateAsync(wanted);
      const label = act === "live" ? await rolling.mutateAsync(wanted) : null;
      showToast({
        tone: "success",
        title: `${agent.name}: ${done}`,
        ...(repeats && label ? { description: `Live as ${label}` } : {}),
      });
    } catch (error) {
      const demand = demandOf(error);
      if (!demand) throw error;
      setDemands((known) => (known.includes(demand) ? known : [...known, demand]));
      throw new ApiError(409, demand, refusals[demand]);
    }
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      confirmLabel={confirm}
      danger={agreed.discardDraft}
      onConfirm={take}
    >
      <Consequence act={act} agent={agent} version={version} />
      <ChangeSummary
        agentId={agent.id}
        from={act === "live" || agent.lifecycleState === "live" ? "live" : "draft"}
        to={version.id}
        title={act === "live" ? `What changes from ${agent.live?.label ?? "nothing"}` : "What changes in the draft"}
      />
      <ConcessionChecks agent={agent} versionId={version.id} demands={demands} agreed={agreed} onAgree={setAgreed} />
      {repeats && (
        <div className="mt-4">
          <Field label="Note" hint="Shown in the history.">
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                maxLength={2_000}
                placeholder={`Rollback to ${version.label}`}
                value={note}
                onChange={({ target }) => setNote(target.value)}
              />
            )}
          </Field>
        </div>
      )}
    </ConfirmDialog>
  );
}
