"use client";
import { useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { QueryView } from "@/components/patterns/query-view";
import { Avatar } from "@/components/ui/avatar";
import { useConsoleSession } from "@/lib/client/console-session";
import { reviewQueries } from "@/lib/client/review-queries";

/** For people who do not review: who does, and what that means for what they submit. */
export function WhoReviews() {
  const { workspace } = useConsoleSession();
  return (
    <EmptyState icon={<Users />} title="Packages are reviewed by the admins of a workspace">
      <p>What you submit waits in their queue; you follow it, with their questions and decision, under Submissions.</p>
      {workspace && <Reviewers workspaceId={workspace.id} name={workspace.name} />}
    </EmptyState>
  );
}

function Reviewers({ workspaceId, name }: { workspaceId: string; name: string }) {
  const query = useQuery(reviewQueries.reviewers(workspaceId));
  return (
    <div className="mt-5 text-left">
      <h2 className="mb-2 font-medium text-fg text-sm">Who reviews in {name}</h2>
      <QueryView
        query={query}
        what="the reviewers"
        isEmpty={(people) => people.length === 0}
        empty={<p>Nobody yet.</p>}
      >
        {(people) => (
          <ul className="flex flex-col gap-2">
            {people.map((person) => (
              <li key={person.userId} className="flex items-center gap-2.5">
                <Avatar name={person.name} />
                <span className="min-w-0">
                  <span className="block truncate text-fg">{person.name}</span>
                  <a href={`mailto:${person.email}`} className="block truncate text-link text-xs underline">
                    {person.email}
                  </a>
                </span>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </div>
  );
}
