"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { QueryView } from "@/components/patterns/query-view";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toaster";
import { type Choices, mappingOf } from "@/lib/client/release-mapping";
import { publishDraft, releaseQueries } from "@/lib/client/release-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { releaseNote } from "@/lib/contracts/console/wire/version";
import { ChangeSummary } from "./change-summary";
import { MappingTable } from "./mapping-table";

type PublishDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; agent: AgentDetail };

/** Makes the draft the live version, with production resources in the place of test ones and a note for the history. */
export default function PublishDialog({ open, onOpenChange, agent }: PublishDialogProps) {
  const client = useQueryClient();
  const { mutateAsync } = useMutation(publishDraft(client, agent));
  const plan = useQuery(releaseQueries.plan(agent.id));
  const [choices, setChoices] = useState<Choices>({});
  const publish = async ({ note }: { note: string }) => {
    const label = await mutateAsync({ note, mapping: mappingOf(plan.data?.resources ?? [], choices) });
    showToast({ tone: "success", title: `${agent.name}: ${label} is live` });
  };
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Publish the draft of ${agent.name}?`}
      description="It goes live for everybody as a new version."
      size="lg"
      schema={releaseNote}
      defaultValues={{ note: "" }}
      submitLabel="Publish"
      blocked={plan.data === undefined}
      submit={publish}
    >
      {(form) => (
        <>
          <div className="text-muted text-sm">
            <ChangeSummary agentId={agent.id} from="live" to="draft" title="What goes live" />
          </div>
          <QueryView query={plan} what="the servers and connections">
            {({ resources }) => (
              <MappingTable agent={agent} resources={resources} choices={choices} onChoose={setChoices} />
            )}
          </QueryView>
          <FormField form={form} name="note" label="Note" hint="What changed and why; shown in the history.">
            {(control) => <Textarea {...control} rows={3} />}
          </FormField>
        </>
      )}
    </FormDialog>
  );
}
