"use client";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback } from "react";
import { LineNotes } from "@/components/packages/line-notes";
import { usePostComment } from "@/lib/client/package-mutations";
import { packageQueries } from "@/lib/client/package-queries";
import { addRemark, dropRemark, useReviewDraft } from "@/lib/client/review-draft";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import type { ThreadMessage } from "@/lib/contracts/console/wire/thread";

const none: readonly ThreadMessage[] = [];

/** Renders what stands below a line: comments, remarks of the draft, and a form at the chosen line. */
export function useLineNotes(pkg: PackageResource, chosenLine: number | null, chosenPath: string | null) {
  const { data: messages = none } = useQuery(packageQueries.thread(pkg.id));
  const [draft] = useReviewDraft(pkg.id);
  const { mutateAsync } = usePostComment(pkg.id);
  const mayReview = pkg.may.includes("review");
  const reviewer = pkg.may.includes("rescan");
  const mayComment = pkg.may.includes("comment");
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
          onDropDraft={(id) => dropRemark(pkg.id, id)}
          form={
            chosen && mayComment
              ? {
                  notes: reviewer,
                  onSend: ({ body, internal }) => mutateAsync({ body, path, line, ...(internal ? { internal } : {}) }),
                  onKeep: mayReview ? (body) => addRemark(pkg.id, { path, line, body }) : undefined,
                }
              : null
          }
        />
      );
    },
    [pkg.id, messages, draft.comments, mutateAsync, mayReview, reviewer, mayComment, chosenLine, chosenPath],
  );
}
