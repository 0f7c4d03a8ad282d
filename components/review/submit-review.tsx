"use client";
import { type ReactNode, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toaster";
import { ApiError } from "@/lib/client/api-error";
import { type Decision, useReviewDraft, writeDraft } from "@/lib/client/review-draft";
import type { Reviewable } from "@/lib/client/reviewable";
import { type PackageResource, type ReviewBody, reviewBody } from "@/lib/contracts/console/wire/package";
import { DraftRemarks } from "./draft-remarks";

/** What was on the page when the dialog opened: a decision holds for nothing else. */
export type Seen = { sha256: string; status: PackageResource["status"] };
/** What a decision is called and what comes of it; null where it cannot be made. */
export type DecisionWords = Record<Decision, { label: string; past: string; hint: string } | null>;

type SubmitReviewProps = {
  review: Reviewable;
  words: DecisionWords;
  /** Null closes the dialog. */
  sha256: string | null;
  onClose: () => void;
  send: (review: ReviewBody) => Promise<unknown>;
  /** Why the server refused because something changed meanwhile, and how to go on. */
  renderRefusal: (refusal: ApiError) => ReactNode;
  /** Stands above the fields. */
  note?: ReactNode;
  /** Goes on in the queue. */
  onDone?: () => void;
};

const order = ["approve", "decline", "comment"] as const;

/** Approve, decline or comment, in one dialog. What was typed stays until it is accepted, also when the page is left. */
export function SubmitReview(props: SubmitReviewProps) {
  const { review, words, sha256, onClose, send, renderRefusal, note, onDone } = props;
  const [draft] = useReviewDraft(review.id);
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const chosen = words[draft.decision] ? draft.decision : "decline";
  const close = () => {
    setRefusal(null);
    onClose();
  };
  const submit = async ({ decision, body }: ReviewBody) => {
    if (sha256 === null) return;
    setRefusal(null);
    const comments = draft.comments.map(({ id: _id, ...remark }) => remark);
    const remarks = comments.length > 0 ? { comments } : {};
    try {
      await send({ decision, sha256, ...(body ? { body } : {}), ...remarks });
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) setRefusal(error);
      throw error;
    }
    writeDraft(review.id, null);
    const next = onDone && decision !== "comment" ? { action: { label: "Next", onSelect: onDone } } : {};
    showToast({ tone: "success", title: `${words[decision]?.past} ${review.title}`, ...next });
  };
  return (
    <FormDialog
      open={sha256 !== null}
      onOpenChange={(open) => !open && close()}
      title={`Review ${review.title}`}
      description={sha256 && `For exactly these bytes: SHA-256 ${sha256.slice(0, 12)}…`}
      schema={reviewBody}
      defaultValues={{ decision: chosen, body: draft.body, sha256: sha256 ?? "" }}
      submitLabel={words[chosen]?.label ?? ""}
      danger={chosen === "decline"}
      submit={submit}
    >
      {(form) => (
        <>
          {refusal && renderRefusal(refusal)}
          {note}
          <Fields id={review.id} words={words} chosen={chosen} form={form} />
          <DraftRemarks id={review.id} />
        </>
      )}
    </FormDialog>
  );
}

const bodies = {
  approve: { label: "Comment", hint: "Optional. The submitter reads it." },
  decline: { label: "Reason", hint: "What is wrong, and what would make it right. The submitter reads it." },
  comment: { label: "Comment", hint: "The submitter reads it." },
} as const;

type FieldsProps = Pick<SubmitReviewProps, "words"> & {
  /** Of the draft. */
  id: string;
  chosen: Decision;
  form: UseFormReturn<z.input<typeof reviewBody>, unknown, ReviewBody>;
};

function Fields({ id, words, chosen, form }: FieldsProps) {
  const [, change] = useReviewDraft(id);
  const options = order.flatMap((value) => {
    const word = words[value];
    return word ? [{ value, label: word.label, hint: word.hint }] : [];
  });
  const choose = (decision: Decision) => {
    change({ decision });
    form.setValue("decision", decision);
    form.clearErrors();
  };
  return (
    <>
      <RadioGroup legend="Decision" hideLegend value={chosen} onChange={choose} options={options} />
      <FormField
        form={form}
        name="body"
        label={bodies[chosen].label}
        hint={bodies[chosen].hint}
        required={chosen !== "approve"}
      >
        {(control) => (
          <Textarea
            {...control}
            maxLength={10_000}
            autoFocus={chosen !== "approve"}
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
