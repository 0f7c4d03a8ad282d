"use client";
import { useQuery } from "@tanstack/react-query";
import { Alert } from "@/components/ui/alert";
import { agentPluginQueries } from "@/lib/client/agent-plugin-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

const reasons = {
  disabled: "no longer enabled in this workspace",
  deactivated: "deactivated for everybody",
} as const;

/** Which plugins the shown version names and cannot use now, and why. */
export function SkippedPlugins({ agent }: { agent: AgentDetail }) {
  const { data } = useQuery(agentPluginQueries.context(agent));
  const skipped = data?.skipped ?? [];
  if (skipped.length === 0) return null;
  const title = skipped.length === 1 ? "One plugin is left out" : `${skipped.length} plugins are left out`;
  return (
    <Alert tone="warning" title={title}>
      <ul className="mt-1 flex flex-col gap-0.5">
        {skipped.map(({ slug, reason }) => (
          <li key={slug}>
            <span className="font-mono text-fg">{slug}</span> is {reasons[reason]}.
          </li>
        ))}
      </ul>
      <p className="mt-1">
        Once an admin enables {skipped.length === 1 ? "it" : "them"} again, the agent has{" "}
        {skipped.length === 1 ? "it" : "them"} again.
      </p>
    </Alert>
  );
}
