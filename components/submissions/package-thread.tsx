"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { describeError } from "@/components/patterns/error-state";
import { QueryView } from "@/components/patterns/query-view";
import { Alert } from "@/components/ui/alert";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Code } from "@/components/ui/code";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { Time } from "@/components/ui/time";
import { commentOnSubmission, submissionQueries } from "@/lib/client/submission-queries";
import type { ThreadMessage } from "@/lib/contracts/console/wire/thread";

const said: Record<ThreadMessage["kind"], string> = {
  comment: "wrote",
  approve: "approved",
  decline: "declined",
  submit: "submitted",
  withdraw: "withdrew",
};

/** The conversation between submitter and reviewers. */
export function PackageThread({ packageId, canComment }: { packageId: string; canComment: boolean }) {
  const query = useQuery(submissionQueries.thread(packageId));
  return (
    <div className="flex flex-col gap-4">
      <QueryView
        query={query}
        what="the conversation"
        isEmpty={(messages) => messages.length === 0}
        empty={
          <p className="text-muted text-sm">Nobody has written yet. Questions to the reviewers are welcome here.</p>
        }
      >
        {(messages) => (
          <ol aria-label="Conversation" className="flex flex-col gap-4">
            {messages.map((message) => (
              <Message key={message.id} message={message} />
            ))}
          </ol>
        )}
      </QueryView>
      {canComment && <CommentForm packageId={packageId} />}
    </div>
  );
}

function Message({ message }: { message: ThreadMessage }) {
  const { author, kind, body, path, line, createdAt } = message;
  return (
    <li className="flex gap-3">
      <Avatar name={author.name} />
      <div className="min-w-0 flex-1 text-sm">
        <p className="text-muted">
          <span className="font-medium text-fg">{author.name}</span> {said[kind]} · <Time value={createdAt} />
        </p>
        {path && (
          <Code className="text-xs">
            {path}
            {line !== null && `:${line}`}
          </Code>
        )}
        {body && <p className="mt-0.5 whitespace-pre-wrap text-fg [overflow-wrap:anywhere]">{body}</p>}
      </div>
    </li>
  );
}

function CommentForm({ packageId }: { packageId: string }) {
  const [text, setText] = useState("");
  const comment = useMutation(commentOnSubmission(useQueryClient(), packageId));
  const send = (event: FormEvent) => {
    event.preventDefault();
    const body = text.trim();
    if (body === "" || comment.isPending) return;
    comment.mutate(body, { onSuccess: () => setText("") });
  };
  return (
    <form onSubmit={send} className="flex flex-col gap-2 border-line border-t pt-4">
      {comment.error && <Alert tone="danger" live title={describeError(comment.error).message} />}
      <Field label="Comment">
        {(control) => (
          <Textarea
            {...control}
            value={text}
            rows={3}
            maxLength={10_000}
            placeholder="Ask or explain something"
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" className="self-end" disabled={text.trim() === ""} loading={comment.isPending}>
        Send comment
      </Button>
    </form>
  );
}
