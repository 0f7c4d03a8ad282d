"use client";
import { useQuery } from "@tanstack/react-query";
import { Ban, Play, Trash2 } from "lucide-react";
import { useState } from "react";
import { BulkReportDialog } from "@/components/patterns/bulk-report-dialog";
import { useBulk } from "@/components/patterns/use-bulk";
import { Button } from "@/components/ui/button";
import { agentQueries } from "@/lib/client/agent-queries";
import type { AgentRow } from "@/lib/contracts/console/wire/agent";
import { RemoveAgentDialog } from "./remove-agent-dialog";

/** What this person may do with the agent that they peek at. */
export function PeekActions({ row, onRemoved }: { row: AgentRow; onRemoved: () => void }) {
  const { data: agent } = useQuery(agentQueries.one(row.id));
  const bulk = useBulk();
  const [removing, setRemoving] = useState(false);
  if (!agent) return null;
  const may = (verb: (typeof agent.may)[number]) => agent.may.includes(verb);
  const act = (action: "enable" | "disable") => void bulk.run({ act: { action }, ids: [row.id] });
  return (
    <>
      {may("disable") && (
        <Button size="sm" loading={bulk.busy} onClick={() => act("disable")}>
          <Ban aria-hidden />
          Disable
        </Button>
      )}
      {may("enable") && (
        <Button size="sm" loading={bulk.busy} onClick={() => act("enable")}>
          <Play aria-hidden />
          Enable
        </Button>
      )}
      {may("remove") && (
        <Button size="sm" variant="danger-outline" onClick={() => setRemoving(true)}>
          <Trash2 aria-hidden />
          Delete…
        </Button>
      )}
      <RemoveAgentDialog
        open={removing}
        onOpenChange={setRemoving}
        agentRef={row.id}
        agent={agent}
        onRemoved={onRemoved}
      />
      <BulkReportDialog report={bulk.outcome?.report ?? null} nameOf={() => row.name} onClose={bulk.close} />
    </>
  );
}
