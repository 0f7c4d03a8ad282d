"use client";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { RemoveAgentDialog } from "@/components/agents/remove-agent-dialog";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type RemoveCardProps = { agentRef: string; agent: AgentDetail; onRemoved: () => void };

/** Moves an agent to the trash. */
export function RemoveCard({ agentRef, agent, onRemoved }: RemoveCardProps) {
  const [asking, setAsking] = useState(false);
  return (
    <Card>
      <CardHeader title="Remove" />
      <CardBody className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-60 text-muted text-sm">
          It is stopped at once; SSH, shares and its name end with it. Its files stay in the trash, from where it can be
          restored.
        </p>
        <Button variant="danger-outline" onClick={() => setAsking(true)}>
          <Trash2 aria-hidden />
          Remove…
        </Button>
      </CardBody>
      <RemoveAgentDialog
        open={asking}
        onOpenChange={setAsking}
        agentRef={agentRef}
        agent={agent}
        onRemoved={onRemoved}
      />
    </Card>
  );
}
