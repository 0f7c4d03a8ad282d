"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { describeError } from "@/components/patterns/error-state";
import { MarkdownView } from "@/components/patterns/markdown-view";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { showToast } from "@/components/ui/toaster";
import { type Instructions, instructionsQueries } from "@/lib/client/instructions-queries";
import { enterEditMode } from "@/lib/client/release-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

const InstructionsEditor = lazy(() => import("./instructions-editor"));

/** What an agent without a package is told, and the way to change it. */
export function InstructionsCard({ agent }: { agent: AgentDetail }) {
  const query = useQuery(instructionsQueries.of(agent));
  const [base, setBase] = useState<Instructions | null>(null);
  const edits = agent.may.includes("edit");
  const told = agent.lifecycleState === "live" || !edits ? agent.live : null;
  return (
    <Card>
      <CardHeader
        title="Instructions"
        description={told ? `What ${told.label}, which is live, tells the agent.` : "What the agent is told."}
        actions={edits && query.data && <EditButton agent={agent} onEdit={() => setBase(query.data)} />}
      />
      <CardBody className="max-h-[32rem] overflow-auto">
        <QueryView query={query} what="the instructions">
          {({ text }) => (text.trim() ? <MarkdownView text={text} /> : <p className="text-muted text-sm">None yet.</p>)}
        </QueryView>
      </CardBody>
      {base && (
        <Suspense fallback={null}>
          <InstructionsEditor agent={agent} begun={base} onClose={() => setBase(null)} />
        </Suspense>
      )}
    </Card>
  );
}

/** A draft is edited at once; of a live agent a draft is made first. */
function EditButton({ agent, onEdit }: { agent: AgentDetail; onEdit: () => void }) {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation(enterEditMode(client, agent));
  const { live, lifecycleState, name } = agent;
  if (lifecycleState === "draft" || !live) {
    return (
      <Button size="sm" onClick={onEdit}>
        Edit
      </Button>
    );
  }
  const begin = () =>
    mutate(undefined, {
      onSuccess: () => showToast({ tone: "success", title: `${name} has a draft now; ${live.label} stays live` }),
      onError: (error) =>
        showToast({ tone: "danger", title: `No draft of ${name}`, description: describeError(error).message }),
    });
  return (
    <Button size="sm" loading={isPending} onClick={begin}>
      Edit as draft
    </Button>
  );
}
