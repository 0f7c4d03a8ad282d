"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useMemo } from "react";
import { DiffView } from "@/components/patterns/diff-view";
import { QueryView } from "@/components/patterns/query-view";
import { Card, CardHeader } from "@/components/ui/card";
import { type AssembledContext, agentPluginQueries, type ListedPlugin } from "@/lib/client/agent-plugin-queries";
import { tokens } from "@/lib/client/context-words";
import { countChanges } from "@/lib/client/diff-rows";
import { textHunks } from "@/lib/client/text-hunks";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type PromptChangesProps = { agent: AgentDetail; plugins: readonly ListedPlugin[] };

/** What a list that is not saved yet changes in the prompt. */
export default function PromptChanges({ agent, plugins }: PromptChangesProps) {
  const before = useQuery(agentPluginQueries.context(agent));
  const after = useQuery(agentPluginQueries.tried(agent, plugins));
  const both = before.data && after.data ? { before: before.data, after: after.data } : undefined;
  const query = {
    data: both,
    error: before.error ?? after.error,
    isFetching: before.isFetching || after.isFetching,
    refetch: () => Promise.all([before.refetch(), after.refetch()]),
  };
  return (
    <Card className="overflow-hidden">
      <QueryView query={query} what="what changes in the prompt">
        {(contexts) => <Changes {...contexts} />}
      </QueryView>
    </Card>
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
          <span className="inline-flex items-center gap-1.5">
            {tokens(before.token_estimate)}
            <ArrowRight aria-label="becomes" className="size-3" />
            {tokens(after.token_estimate)}
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
