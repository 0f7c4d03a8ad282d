"use client";
import { useQuery } from "@tanstack/react-query";
import { MessageCircle } from "lucide-react";
import { CommentForm } from "@/components/packages/comment-form";
import { ThreadEntry } from "@/components/packages/thread-entry";
import { EmptyState } from "@/components/patterns/empty-state";
import { QueryView } from "@/components/patterns/query-view";
import { threadOf, usePostComment } from "@/lib/client/review-talk";
import type { Reviewable } from "@/lib/client/reviewable";

export type ConversationProps = {
  review: Reviewable;
  /** Opens the file that a message is about; null where there are no files to open. */
  onOpen: ((path: string, line: number | null) => void) | null;
};

/** The conversation between submitter and reviewers, oldest first, with a form at its end. */
export function Conversation({ review, onOpen }: ConversationProps) {
  const { kind, reviewer, submittedBy, may } = review;
  const query = useQuery(threadOf(review));
  const { mutateAsync } = usePostComment(review);
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <QueryView
        query={query}
        what="the conversation"
        isEmpty={(messages) => messages.length === 0}
        empty={<Nothing kind={kind} />}
      >
        {(messages) => (
          <ol aria-label="Conversation" className="flex flex-col gap-5">
            {messages.map((message) => (
              <li key={message.id}>
                <ThreadEntry message={message} onOpen={onOpen} />
              </li>
            ))}
          </ol>
        )}
      </QueryView>
      {may.comment && (
        <CommentForm
          label="Write a comment"
          hint={reviewer ? `${submittedBy} is told, unless it is an internal note.` : "The reviewers are told."}
          notes={reviewer}
          onSend={({ body, internal }) => mutateAsync(internal ? { body, internal } : { body })}
        />
      )}
    </div>
  );
}

function Nothing({ kind }: Pick<Reviewable, "kind">) {
  return (
    <EmptyState icon={<MessageCircle />} title="Nothing said yet">
      Questions, answers and decisions about this {kind === "plugin" ? "version" : "package"} will stand here. To
      comment on a line of code, choose its number in the file.
    </EmptyState>
  );
}
