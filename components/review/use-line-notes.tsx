"use client";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback } from "react";
import { LineNotes } from "@/components/packages/line-notes";
import { addRemark, dropRemark, useReviewDraft } from "@/lib/client/review-draft";
import { threadOf, usePostComment } from "@/lib/client/review-talk";
import type { Reviewable } from "@/lib/client/reviewable";
import type { ThreadMessage } from "@/lib/contracts/console/wire/thread";

const none: readonly ThreadMessage[] = [];

/** Renders what stands below a line: comments, remarks of the draft, and a form at the chosen line. */
export function useLineNotes(review: Reviewable, chosenLine: number | null, chosenPath: string | null) {
  const { data: messages = none } = useQuery(threadOf(review));
  const [draft] = useReviewDraft(review.id);
  const { mutateAsync } = usePostComment(review);
  const { id, reviewer } = review;
  const { review: mayReview, comment: mayComment } = review.may;
  return useCallback(
    (path: string, line: number): ReactNode => {
      const here = draft.comments.filter((remark) => remark.path === path && remark.line === line);
      const chosen = chosenLine === line && (chosenPath === null || chosenPath === path);
      return (
        <LineNotes
          path={path}
          line={line}
          messages={messages.filter((message) => message.path === path && message.line === line)}
          drafts={here}
          onDropDraft={(remark) => dropRemark(id, remark)}
          form={
            chosen && mayComment
              ? {
                  notes: reviewer,
                  onSend: ({ body, internal }) => mutateAsync({ body, path, line, ...(internal ? { internal } : {}) }),
                  onKeep: mayReview ? (body) => addRemark(id, { path, line, body }) : undefined,
                }
              : null
          }
        />
      );
    },
    [id, messages, draft.comments, mutateAsync, mayReview, reviewer, mayComment, chosenLine, chosenPath],
  );
}
