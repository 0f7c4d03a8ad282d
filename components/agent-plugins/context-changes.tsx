"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { DiffView } from "@/components/patterns/diff-view";
import { QueryView, type ViewedQuery } from "@/components/patterns/query-view";
import { Card, CardHeader } from "@/components/ui/card";
import { SkeletonLines } from "@/components/ui/skeleton";
import { type AssembledContext, agentPluginQueries } from "@/lib/client/agent-plugin-queries";
import { tokens } from "@/lib/client/context-words";
import { countChanges } from "@/lib/client/diff-rows";
import { textHunks } from "@/lib/client/text-hunks";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type ContextChangesProps = {
  agent: AgentDetail;
  /** The context with what is not saved yet. */
  tried: ViewedQuery<AssembledContext>;
  className?: string;
};

/** What something that is not saved yet changes in the context: its size, its temperature, its prompt. */
export function ContextChanges({ agent, tried, className }: ContextChangesProps) {
  const before = useQuery(agentPluginQueries.context(agent));
  // Read at once, all of it: a query tells only of what was read of it before it answered.
  const { data: after, error, isFetching } = tried;
  const both = before.data && after ? { before: before.data, after } : undefined;
  const query = {
    data: both,
    error: before.error ?? error,
    isFetching: before.isFetching || isFetching,
    refetch: () => Promise.all([before.refetch(), tried.refetch()]),
  };
  return (
    <Card className={`overflow-hidden ${className ?? ""}`}>
      <QueryView query={query} what="what changes in the prompt" skeleton={<SkeletonLines className="px-4 py-4" />}>
        {(contexts) => <Changes {...contexts} />}
      </QueryView>
    </Card>
  );
}

function Becomes({ before, after }: { before: ReactNode; after: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      {before}
      <ArrowRight aria-label="becomes" className="size-3" />
      {after}
    </span>
  );
}

function Changes({ before, after }: { before: AssembledContext; after: AssembledContext }) {
  const hunks = useMemo(
    () => textHunks(before.system_prompt, after.system_prompt),
    [before.system_prompt, after.system_prompt],
  );
  const { additions, deletions } = countChanges(hunks ?? []);
  return (
    <>
      <CardHeader
        title="What changes in the prompt"
        description={
          <span className="flex flex-wrap gap-x-4">
            <Becomes before={tokens(before.token_estimate)} after={tokens(after.token_estimate)} />
            {before.temperature !== after.temperature && (
              <Becomes before={`Temperature ${before.temperature}`} after={after.temperature} />
            )}
          </span>
        }
        actions={
          <span className="text-xs tabular-nums">
            <span className="text-success">+{additions}</span> <span className="text-danger">−{deletions}</span>
          </span>
        }
      />
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take focus (WCAG 2.1.1)
        tabIndex={0}
        aria-label="The prompt, before and after"
        className="max-h-96 overflow-y-auto"
      >
        <DiffView path="prompt.md" hunks={hunks ?? []} tooLarge={hunks === null} />
      </section>
    </>
  );
}
