"use client";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Alert } from "@/components/ui/alert";
import { Code } from "@/components/ui/code";
import { FindingCounts } from "@/components/ui/status-badge";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toaster";
import { type PluginDecision, useDecidePlugin } from "@/lib/client/plugin-mutations";
import { rejection } from "@/lib/contracts/plugins/wire/market";
import type { ReviewedPlugin } from "./plugin-review-room";

type DecideProps = ReviewedPlugin & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Goes on in the queue. */
  onNext?: () => void;
};

function useDecide({ history, version, onNext }: DecideProps) {
  const { mutateAsync } = useDecidePlugin(history.id);
  return async (decision: PluginDecision) => {
    await mutateAsync(decision);
    const next = onNext ? { action: { label: "Next", onSelect: onNext } } : {};
    const verb = decision.approve ? "Approved" : "Rejected";
    showToast({ tone: "success", title: `${verb} ${version.name} ${version.version}`, ...next });
  };
}

/** Approves exactly the bytes that were on the page when the dialog opened. */
export function ApproveDialog({ sha256, ...props }: DecideProps & { sha256: string }) {
  const { history, version, open, onOpenChange } = props;
  const decide = useDecide(props);
  const serving = history.versions.find(({ status }) => status === "approved");
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Approve ${version.name} ${version.version}?`}
      confirmLabel="Approve"
      onConfirm={() => decide({ approve: true, sha256 })}
    >
      <div className="flex flex-col gap-3">
        <p>
          {serving
            ? `It takes the place of ${serving.version} at once, for every workspace and agent that has it.`
            : "It appears in the marketplace, where every workspace can enable it."}
        </p>
        <p>
          Approved are exactly the bytes that you read: <Code>{sha256.slice(0, 12)}…</Code>
        </p>
        {version.verdict === "review_required" && (
          <Alert tone="warning" title="The scan asks for a closer look">
            <FindingCounts counts={version.findings} />
          </Alert>
        )}
      </div>
    </ConfirmDialog>
  );
}

/** Rejects the version that waits, with a reason that its uploader reads. */
export function RejectDialog(props: DecideProps) {
  const { version, open, onOpenChange } = props;
  const decide = useDecide(props);
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Reject ${version.name} ${version.version}`}
      description="What is approved already keeps serving."
      schema={rejection}
      defaultValues={{ reason: "" }}
      submitLabel="Reject"
      danger
      submit={({ reason }) => decide({ approve: false, reason })}
    >
      {(form) => (
        <FormField
          form={form}
          name="reason"
          label="Reason"
          hint="What is wrong, and what would make it right. Its uploader reads it."
          required
        >
          {(control) => <Textarea {...control} maxLength={2_000} autoFocus />}
        </FormField>
      )}
    </FormDialog>
  );
}
