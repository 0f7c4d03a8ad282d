"use client";
import { X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { dropRemark, useReviewDraft } from "@/lib/client/review-draft";
import type { Reviewable } from "@/lib/client/reviewable";

/** The remarks on lines that are sent along with the review. */
export function DraftRemarks({ id }: Pick<Reviewable, "id">) {
  const [draft] = useReviewDraft(id);
  if (draft.comments.length === 0) return null;
  const count = draft.comments.length;
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-fg text-sm">
        {count === 1 ? "1 remark is sent along" : `${count} remarks are sent along`}
      </h3>
      <ul className="flex flex-col divide-y divide-line rounded-md border border-line">
        {draft.comments.map((remark) => (
          <li key={remark.id} className="flex items-start gap-2 px-3 py-2 text-sm">
            <span className="min-w-0 flex-1">
              <code className="block font-mono text-muted text-xs [overflow-wrap:anywhere]">
                {remark.line === undefined ? remark.path : `${remark.path}:${remark.line}`}
              </code>
              <span className="line-clamp-2 text-fg [overflow-wrap:anywhere]">{remark.body}</span>
            </span>
            <IconButton
              label={`Remove the remark on ${remark.path}`}
              size="sm"
              onClick={() => dropRemark(id, remark.id)}
            >
              <X />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
