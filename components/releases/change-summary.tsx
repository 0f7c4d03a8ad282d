"use client";
import { useQuery } from "@tanstack/react-query";
import { QueryView } from "@/components/patterns/query-view";
import { VisibleText } from "@/components/patterns/visible-text";
import { releaseQueries } from "@/lib/client/release-queries";
import { summaryOf } from "@/lib/client/release-words";

type ChangeSummaryProps = { agentId: string; from: string; to: string; title: string };

/** Each difference between two versions in one line. */
export function ChangeSummary({ agentId, from, to, title }: ChangeSummaryProps) {
  const query = useQuery(releaseQueries.comparison(agentId, from, to));
  return (
    <section aria-label={title} className="mt-3">
      <p className="font-medium text-fg">{title}</p>
      <QueryView query={query} what="what changes">
        {(comparison) => (
          <ul className="mt-1 max-h-48 list-disc overflow-y-auto pl-5 [overflow-wrap:anywhere]">
            {comparison.identical && <li>Nothing: both say the same.</li>}
            {summaryOf(comparison).map((line) => (
              <li key={line}>
                <VisibleText text={line} />
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </section>
  );
}
