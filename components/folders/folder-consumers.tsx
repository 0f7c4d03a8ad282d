"use client";
import { useQuery } from "@tanstack/react-query";
import { QueryView } from "@/components/patterns/query-view";
import { folderQueries } from "@/lib/client/folder-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { FolderPeers } from "./folder-peers";

/** Who uses the folder that an agent offers. */
export function FolderConsumers({ agent }: { agent: AgentDetail }) {
  const query = useQuery(folderQueries.consumers(agent.id));
  return (
    <QueryView query={query} what="who uses the folder">
      {({ consumers }) => (
        <FolderPeers
          heading="Who uses it"
          peers={consumers.map(({ agent_name: name, mount_path: path, status }) => ({
            name,
            path,
            status,
            mounted: null,
          }))}
          nobody="Nobody whom you can see."
        />
      )}
    </QueryView>
  );
}
