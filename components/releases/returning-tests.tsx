"use client";
import { useQuery } from "@tanstack/react-query";
import { VisibleText } from "@/components/patterns/visible-text";
import { releaseQueries } from "@/lib/client/release-queries";

/** Which test resources come back into the draft for production ones of the live version. */
export function ReturningTests({ agentId, live }: { agentId: string; live: string }) {
  const { data } = useQuery(releaseQueries.plan(agentId));
  if (!data || data.returning.length === 0) return null;
  return (
    <section aria-label="Test resources" className="mt-3">
      <p className="font-medium text-fg">Test resources return, as they were mapped for {live}</p>
      <ul className="mt-1 max-h-32 list-disc overflow-y-auto pl-5 [overflow-wrap:anywhere]">
        {data.returning.map(({ from, to }) => (
          <li key={to.id}>
            <VisibleText text={to.name} /> for <VisibleText text={from.name} />
          </li>
        ))}
      </ul>
    </section>
  );
}
