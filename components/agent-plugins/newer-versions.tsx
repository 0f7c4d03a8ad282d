"use client";
import { useQuery } from "@tanstack/react-query";
import { VisibleText } from "@/components/patterns/visible-text";
import { Alert } from "@/components/ui/alert";
import { Time } from "@/components/ui/time";
import { agentPluginQueries, type ContextVersion } from "@/lib/client/agent-plugin-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type NewerVersionsProps = { agent: AgentDetail; version?: ContextVersion | null; children: string };

/** Whether the live version is what is shown: as it was asked for, else as the server picks. */
function showsLive({ live, lifecycleState, may }: AgentDetail, version: ContextVersion | null): boolean {
  if (version !== null) return version === "live";
  return live !== null && (lifecycleState === "live" || !may.includes("edit"));
}

/** Which plugins of the shown version have another text today than when they were chosen. `children` says where to read it. */
export function NewerVersions({ agent, version = null, children }: NewerVersionsProps) {
  const { data } = useQuery(agentPluginQueries.context(agent, version));
  const newer = data?.newer ?? [];
  if (newer.length === 0) return null;
  const title = newer.length === 1 ? "One plugin has a newer version" : `${newer.length} plugins have newer versions`;
  const since = showsLive(agent, version) ? `${agent.live?.label} was published` : "it was chosen";
  return (
    <Alert tone="warning" title={title}>
      <ul className="mt-1 flex flex-col gap-0.5">
        {newer.map(({ slug, name, version: serving, previous_version, approved_at }) => (
          <li key={slug}>
            <span className="font-medium text-fg">
              <VisibleText text={name} />
            </span>{" "}
            was {previous_version} when {since}; {serving} was approved <Time value={approved_at} />.
          </li>
        ))}
      </ul>
      <p className="mt-1">Agents get the version that was approved last. {children}</p>
    </Alert>
  );
}
