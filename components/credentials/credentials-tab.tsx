"use client";
import { useQuery } from "@tanstack/react-query";
import { lockedFor } from "@/components/agent-settings/editors-only";
import { AgentNotRunning } from "@/components/agents/agent-not-running";
import { QueryView } from "@/components/patterns/query-view";
import { Alert } from "@/components/ui/alert";
import { credentialQueries } from "@/lib/client/credential-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { BundleCard } from "./bundle-card";
import { CredentialFileList } from "./credential-file-list";
import { EnvironmentCard } from "./environment-card";
import { McpConfigCard } from "./mcp-config-card";
import { NeededVariables } from "./needed-variables";
import { OtherFileCard } from "./other-file-card";

/** The secrets of an agent: that they are there, and how to set them; never what they are. */
export default function CredentialsTab({ agentRef, agent }: { agentRef: string; agent: AgentDetail }) {
  const locked = lockedFor(agent);
  if (locked === undefined) return <Credentials agentRef={agentRef} agent={agent} />;
  return (
    <Alert title="You may not see the credentials of this agent">
      {locked} Even they see only names and sizes: what is stored is never shown again.
    </Alert>
  );
}

function Credentials({ agentRef, agent }: { agentRef: string; agent: AgentDetail }) {
  const running = agent.runState === "running";
  const query = useQuery({ ...credentialQueries.status(agent.id), enabled: running });
  if (!running)
    return <AgentNotRunning agentRef={agentRef} agent={agent} title="Start it to see and set its credentials" />;
  return (
    <QueryView query={query} what="the credentials">
      {(status) =>
        status.status === "agent_not_running" ? (
          <AgentNotRunning agentRef={agentRef} agent={agent} title="Start it to see and set its credentials" />
        ) : (
          <div className="grid items-start gap-4 xl:grid-cols-2">
            <div className="flex min-w-0 flex-col gap-4">
              {status.needed && status.needed.length > 0 && <NeededVariables needed={status.needed} />}
              <CredentialFileList agent={agent} status={status} />
              <BundleCard agent={agent} status={status} />
            </div>
            <div className="flex min-w-0 flex-col gap-4">
              <EnvironmentCard agent={agent} status={status} />
              <McpConfigCard agent={agent} status={status} />
              <OtherFileCard agent={agent} />
            </div>
          </div>
        )
      }
    </QueryView>
  );
}
