"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AgentNotRunning } from "@/components/agents/agent-not-running";
import { QueryView } from "@/components/patterns/query-view";
import { agentFileQueries } from "@/lib/client/agent-file-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { FileRoom } from "./file-room";

/** The workspace of an agent: what lies in it, to read, take, add and remove. */
export default function FilesTab({ agentRef, agent }: { agentRef: string; agent: AgentDetail }) {
  const [hidden, setHidden] = useState(false);
  const running = agent.runState === "running";
  const query = useQuery({ ...agentFileQueries.tree(agent.id, hidden), enabled: running });
  if (!running) return <AgentNotRunning agentRef={agentRef} agent={agent} title="Start it to see its files" />;
  return (
    <QueryView query={query} what="the files">
      {(tree) => (
        <FileRoom
          agent={agent}
          tree={tree}
          hidden={hidden}
          onHidden={setHidden}
          reading={query.isFetching}
          onRead={() => void query.refetch()}
        />
      )}
    </QueryView>
  );
}
