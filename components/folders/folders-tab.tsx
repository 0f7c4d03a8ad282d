"use client";
import { useQuery } from "@tanstack/react-query";
import { lockedFor } from "@/components/agent-settings/editors-only";
import { RestartNotice } from "@/components/agent-settings/restart-notice";
import { QueryView } from "@/components/patterns/query-view";
import { folderQueries } from "@/lib/client/folder-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { FolderConsumers } from "./folder-consumers";
import { FolderSources } from "./folder-sources";
import { FolderSwitch } from "./folder-switch";

/** Folders that agents of one workspace share: what this one offers, and what it gets. */
export default function FoldersTab({ agentRef, agent }: { agentRef: string; agent: AgentDetail }) {
  const query = useQuery(folderQueries.one(agent.id));
  const locked = lockedFor(agent);
  return (
    <QueryView query={query} what="the folders">
      {(folders) => (
        <div className="flex flex-col gap-4">
          {folders.restart_required && (
            <RestartNotice agentRef={agentRef} agent={agent}>
              The present run has other folders than those chosen here.
            </RestartNotice>
          )}
          <div className="grid items-start gap-4 lg:grid-cols-2">
            <FolderSwitch
              agent={agent}
              locked={locked}
              which="expose_enabled"
              on={folders.expose_enabled}
              title="Offers a folder"
              label={`Offer a folder of ${agent.name} to others`}
              hint="Agents of this workspace that take part can read and write it."
              path={folders.exposed_path}
            >
              <FolderConsumers agent={agent} />
            </FolderSwitch>
            <FolderSwitch
              agent={agent}
              locked={locked}
              which="consume_enabled"
              on={folders.consume_enabled}
              title="Gets folders"
              label="Get the folders that others offer"
              hint="From every agent of this workspace that offers one and that the owner of this agent can see."
              path={null}
            >
              <FolderSources agent={agent} folders={folders} />
            </FolderSwitch>
          </div>
        </div>
      )}
    </QueryView>
  );
}
