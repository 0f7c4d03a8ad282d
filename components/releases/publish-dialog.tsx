"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toaster";
import { publishDraft } from "@/lib/client/release-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { releaseNote } from "@/lib/contracts/console/wire/version";
import { ChangeSummary } from "./change-summary";

type PublishDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; agent: AgentDetail };

/** Makes the draft the live version, with a note for those who read the history. */
export default function PublishDialog({ open, onOpenChange, agent }: PublishDialogProps) {
  const client = useQueryClient();
  const { mutateAsync } = useMutation(publishDraft(client, agent));
  const publish = async ({ note }: { note: string }) => {
    const label = await mutateAsync(note);
    showToast({ tone: "success", title: `${agent.name}: ${label} is live` });
  };
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Publish the draft of ${agent.name}?`}
      description="It goes live for everybody as a new version."
      schema={releaseNote}
      defaultValues={{ note: "" }}
      submitLabel="Publish"
      submit={publish}
    >
      {(form) => (
        <>
          <div className="text-muted text-sm">
            <ChangeSummary agentId={agent.id} from="live" to="draft" title="What goes live" />
          </div>
          <FormField form={form} name="note" label="Note" hint="What changed and why; shown in the history.">
            {(control) => <Textarea {...control} rows={3} />}
          </FormField>
        </>
      )}
    </FormDialog>
  );
}
