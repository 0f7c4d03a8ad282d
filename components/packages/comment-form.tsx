"use client";
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from "react";
import { describeError, RequestId } from "@/components/patterns/error-state";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Textarea } from "@/components/ui/textarea";

const MOST = 10_000;

export type CommentFormProps = {
  label: string;
  hint?: ReactNode;
  /** Whether internal notes are offered: reviewers only. */
  notes?: boolean;
  autoFocus?: boolean;
  /** Rejects when it was not stored; the text then stays. */
  onSend: (comment: { body: string; internal: boolean }) => Promise<unknown>;
  /** Puts it aside, to be sent along with the review. */
  onKeep?: (body: string) => void;
  onCancel?: () => void;
};

/** Writes a comment of 1 … 10,000 characters. ⌘ or Ctrl with Enter sends. */
export function CommentForm({ label, hint, notes, autoFocus, onSend, onKeep, onCancel }: CommentFormProps) {
  const [body, setBody] = useState("");
  const [internal, setInternal] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const text = body.trim();
  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    if (!text || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await onSend({ body: text, internal });
      setBody("");
      setInternal(false);
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void send();
    if (event.key === "Escape" && onCancel && !text) onCancel();
  };
  return (
    <Form onSubmit={send} className="flex flex-col gap-2.5">
      <Field label={label} hint={hint}>
        {(control) => (
          <Textarea
            {...control}
            autoFocus={autoFocus}
            maxLength={MOST}
            value={body}
            onChange={(event) => setBody(event.target.value)}
            onKeyDown={press}
          />
        )}
      </Field>
      {problem !== null && <Problem error={problem} />}
      <div className="flex flex-wrap items-center gap-2">
        {notes && (
          <Checkbox
            label="Internal note"
            hint="Only reviewers see it"
            checked={internal}
            onChange={(event) => setInternal(event.target.checked)}
          />
        )}
        <span className="ml-auto flex flex-wrap gap-2">
          {onCancel && <Button onClick={onCancel}>Cancel</Button>}
          {onKeep && (
            <Button disabled={!text} onClick={() => onKeep(text)}>
              Add to review
            </Button>
          )}
          <Button type="submit" variant="primary" disabled={!text} loading={busy}>
            Comment
          </Button>
        </span>
      </div>
    </Form>
  );
}

function Problem({ error }: { error: unknown }) {
  const { message, requestId } = describeError(error);
  return (
    <Alert tone="danger" live title="The comment was not stored">
      {message} {requestId && <RequestId id={requestId} />}
    </Alert>
  );
}
