"use client";
import { useQuery } from "@tanstack/react-query";
import { QueryView } from "@/components/patterns/query-view";
import { type Folders, folderQueries } from "@/lib/client/folder-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { FolderPeers } from "./folder-peers";

/** Whose folders an agent gets, or could get. */
export function FolderSources({ agent, folders }: { agent: AgentDetail; folders: Folders }) {
  const query = useQuery(folderQueries.available(agent.id));
  const mounted = new Map(folders.consumed_folders.map((one) => [one.source_agent, one.currently_mounted]));
  return (
    <QueryView query={query} what="the folders of others">
      {({ available_folders }) => (
        <FolderPeers
          heading={folders.consume_enabled ? "Whose folders it gets" : "Whose folders it could get"}
          peers={available_folders.map(({ source_agent: name, mount_path: path, source_status: status }) => ({
            name,
            path,
            status,
            mounted: folders.consume_enabled && agent.runState === "running" ? (mounted.get(name) ?? false) : null,
          }))}
          nobody="No agent of this workspace offers one yet. Turn on “Offers a folder” on another agent."
        />
      )}
    </QueryView>
  );
}
