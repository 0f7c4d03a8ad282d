"use client";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { MarkdownView } from "@/components/patterns/markdown-view";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { type Instructions, instructionsQueries } from "@/lib/client/instructions-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { EnterEditButton } from "./enter-edit-button";

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
  if (agent.lifecycleState === "live" && agent.live)
    return <EnterEditButton agent={agent}>Edit as draft</EnterEditButton>;
  return (
    <Button size="sm" onClick={onEdit}>
      Edit
    </Button>
  );
}
