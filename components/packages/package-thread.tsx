"use client";
import { useQuery } from "@tanstack/react-query";
import { MessageCircle } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { QueryView } from "@/components/patterns/query-view";
import { usePostComment } from "@/lib/client/package-mutations";
import { packageQueries } from "@/lib/client/package-queries";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import { CommentForm } from "./comment-form";
import { ThreadEntry } from "./thread-entry";

export type PackageThreadProps = {
  pkg: PackageResource;
  /** Whether the reader reviews: may write and see internal notes. */
  reviewer: boolean;
  onOpen: (path: string, line: number | null) => void;
};

/** The conversation between submitter and reviewers, oldest first, with a form at its end. */
export function PackageThread({ pkg, reviewer, onOpen }: PackageThreadProps) {
  const query = useQuery(packageQueries.thread(pkg.id));
  const { mutateAsync } = usePostComment(pkg.id);
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <QueryView
        query={query}
        what="the conversation"
        isEmpty={(messages) => messages.length === 0}
        empty={<Nothing />}
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
      {pkg.may.includes("comment") && (
        <CommentForm
          label="Write a comment"
          hint={
            reviewer ? `${pkg.submittedBy.name} is told, unless it is an internal note.` : "The reviewers are told."
          }
          notes={reviewer}
          onSend={({ body, internal }) => mutateAsync(internal ? { body, internal } : { body })}
        />
      )}
    </div>
  );
}

function Nothing() {
  return (
    <EmptyState icon={<MessageCircle />} title="Nothing said yet">
      Questions, answers and decisions about this package will stand here. To comment on a line of code, choose its
      number in the file.
    </EmptyState>
  );
}
