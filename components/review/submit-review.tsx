"use client";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toaster";
import { ApiError } from "@/lib/client/api-error";
import { useReviewPackage } from "@/lib/client/package-mutations";
import { type Decision, useReviewDraft, writeDraft } from "@/lib/client/review-draft";
import { type PackageResource, type ReviewBody, reviewBody } from "@/lib/contracts/console/wire/package";
import { DraftRemarks } from "./draft-remarks";
import { StaleReview } from "./stale-review";

/** What was on the page when the dialog opened: a decision holds for nothing else. */
export type Seen = { sha256: string; status: PackageResource["status"] };

type SubmitReviewProps = {
  pkg: PackageResource;
  /** Null closes the dialog. */
  seen: Seen | null;
  onSeen: (seen: Seen | null) => void;
  /** Goes on to the next package. */
  onDone?: () => void;
};

const labels = { approve: "Approve", decline: "Decline", comment: "Comment" } as const;
const past = { approve: "Approved", decline: "Declined", comment: "Commented on" } as const;

/** Approve, decline or comment, in one dialog. What was typed stays until it is accepted, also when the page is left. */
export function SubmitReview({ pkg, seen, onSeen, onDone }: SubmitReviewProps) {
  const [draft] = useReviewDraft(pkg.id);
  const { mutateAsync } = useReviewPackage(pkg.id);
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const close = () => {
    setRefusal(null);
    onSeen(null);
  };
  const submit = async ({ decision, body }: ReviewBody) => {
    if (!seen) return;
    setRefusal(null);
    const comments = draft.comments.map(({ id: _id, ...remark }) => remark);
    const remarks = comments.length > 0 ? { comments } : {};
    const text = body ? { body } : {};
    try {
      await mutateAsync({ decision, sha256: seen.sha256, expectedStatus: seen.status, ...text, ...remarks });
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) setRefusal(error);
      throw error;
    }
    writeDraft(pkg.id, null);
    const next = onDone && decision !== "comment" ? { action: { label: "Next", onSelect: onDone } } : {};
    showToast({ tone: "success", title: `${past[decision]} ${pkg.agentName} ${pkg.version}`, ...next });
  };
  return (
    <FormDialog
      open={seen !== null}
      onOpenChange={(open) => !open && close()}
      title={`Review ${pkg.agentName} ${pkg.version}`}
      description={seen && `For exactly these bytes: SHA-256 ${seen.sha256.slice(0, 12)}…`}
      schema={reviewBody}
      defaultValues={{ decision: draft.decision, body: draft.body, sha256: seen?.sha256 ?? "" }}
      submitLabel={labels[draft.decision]}
      danger={draft.decision === "decline"}
      submit={submit}
    >
      {(form) => (
        <>
          {refusal && <StaleReview pkg={pkg} refusal={refusal} onPresent={onSeen} onLeave={close} />}
          <Fields pkg={pkg} form={form} />
          <DraftRemarks packageId={pkg.id} />
        </>
      )}
    </FormDialog>
  );
}

type Form = UseFormReturn<z.input<typeof reviewBody>, unknown, ReviewBody>;

function optionsFor({ status, running, id }: PackageResource, internalName: string) {
  const replaces = running && running.packageId !== id ? `It replaces ${running.version} once it is loaded.` : "";
  const withdraws = status === "approved";
  return [
    {
      value: "approve",
      label: "Approve",
      hint: withdraws ? "It is approved already; nothing changes." : `It is installed and loaded. ${replaces}`,
    },
    {
      value: "decline",
      label: withdraws ? "Decline and withdraw" : "Decline",
      hint: withdraws
        ? `${internalName} stops running; the submitter reads your reason.`
        : "The submitter reads your reason and can submit fixes.",
    },
    { value: "comment", label: "Comment", hint: "Ask or advise without deciding." },
  ] as const;
}

const bodies = {
  approve: { label: "Comment", hint: "Optional. The submitter reads it." },
  decline: { label: "Reason", hint: "What is wrong, and what would make it right. The submitter reads it." },
  comment: { label: "Comment", hint: "The submitter reads it." },
} as const;

function Fields({ pkg, form }: { pkg: PackageResource; form: Form }) {
  const [draft, change] = useReviewDraft(pkg.id);
  const choose = (decision: Decision) => {
    change({ decision });
    form.setValue("decision", decision);
    form.clearErrors();
  };
  return (
    <>
      <RadioGroup
        legend="Decision"
        hideLegend
        value={draft.decision}
        onChange={choose}
        options={optionsFor(pkg, pkg.agentName)}
      />
      <FormField
        form={form}
        name="body"
        label={bodies[draft.decision].label}
        hint={bodies[draft.decision].hint}
        required={draft.decision !== "approve"}
      >
        {(control) => (
          <Textarea
            {...control}
            maxLength={10_000}
            autoFocus={draft.decision !== "approve"}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) event.currentTarget.form?.requestSubmit();
            }}
            onChange={(event) => {
              change({ body: event.target.value });
              void control.onChange(event);
            }}
          />
        )}
      </FormField>
    </>
  );
}
