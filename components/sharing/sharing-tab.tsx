"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { UserPlus, Users } from "lucide-react";
import { useMemo, useState } from "react";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageTable } from "@/components/patterns/page-table";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { shareQueries } from "@/lib/client/share-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { AccessCard } from "./access-card";
import { shareColumns } from "./share-columns";
import { ShareDialog } from "./share-dialog";

/** With whom an agent is shared, and who can see it. */
export function SharingTab({ agent }: { agent: AgentDetail }) {
  if (agent.may.includes("share")) return <Sharing agent={agent} />;
  return (
    <Alert tone="info" title="You cannot see with whom this agent is shared">
      {agent.workspaceId === null
        ? "System agents are there for everybody and are not shared."
        : "Its owner, its editors and the admins of the workspace share it, change roles and end shares."}
    </Alert>
  );
}

function Sharing({ agent }: { agent: AgentDetail }) {
  const query = useInfiniteQuery(shareQueries.list(agent.id));
  const [sharing, setSharing] = useState(false);
  const columns = useMemo(() => shareColumns(agent.name), [agent.name]);
  const button = (
    <Button variant="primary" onClick={() => setSharing(true)}>
      <UserPlus aria-hidden />
      Share
    </Button>
  );
  return (
    <div className="flex flex-col gap-6">
      <section aria-label="Shares" className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-muted text-sm">People who have {agent.name} beside those of its workspace.</p>
          {button}
        </div>
        <PageTable
          query={query}
          what="the shares"
          label={`Shares of ${agent.name}`}
          columns={columns}
          rowId={({ id }) => id}
          empty={
            <EmptyState icon={<Users />} title="Shared with nobody yet">
              Share it with one person by e-mail, from this company or another, for as long as you like.
            </EmptyState>
          }
        />
      </section>
      <AccessCard agent={agent} />
      <ShareDialog agent={agent} open={sharing} onOpenChange={setSharing} />
    </div>
  );
}
