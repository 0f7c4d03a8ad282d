"use client";
import { useQuery } from "@tanstack/react-query";
import { VisibleText } from "@/components/patterns/visible-text";
import { Alert } from "@/components/ui/alert";
import { Time } from "@/components/ui/time";
import { agentPluginQueries } from "@/lib/client/agent-plugin-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

/** Which plugins of the shown version have another text today than when they were chosen. */
export function NewerVersions({ agent }: { agent: AgentDetail }) {
  const { data } = useQuery(agentPluginQueries.context(agent));
  const newer = data?.newer ?? [];
  if (newer.length === 0) return null;
  const title = newer.length === 1 ? "One plugin has a newer version" : `${newer.length} plugins have newer versions`;
  const since = agent.lifecycleState === "live" && agent.live ? `${agent.live.label} was published` : "it was chosen";
  return (
    <Alert tone="warning" title={title}>
      <ul className="mt-1 flex flex-col gap-0.5">
        {newer.map(({ slug, name, version, previous_version, approved_at }) => (
          <li key={slug}>
            <span className="font-medium text-fg">
              <VisibleText text={name} />
            </span>{" "}
            was {previous_version} when {since}; {version} was approved <Time value={approved_at} />.
          </li>
        ))}
      </ul>
      <p className="mt-1">Agents get the version that was approved last. Read on the Context tab what it says now.</p>
    </Alert>
  );
}
