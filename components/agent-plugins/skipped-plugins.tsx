"use client";
import { useQuery } from "@tanstack/react-query";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/link";
import { agentPluginQueries, type ContextVersion } from "@/lib/client/agent-plugin-queries";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

const reasons = {
  disabled: "no longer enabled in this workspace",
  deactivated: "deactivated for everybody",
} as const;

type SkippedPluginsProps = { agent: AgentDetail; version?: ContextVersion | null };

/** Which plugins the shown version names and cannot use now, and why. */
export function SkippedPlugins({ agent, version = null }: SkippedPluginsProps) {
  const { me, workspace } = useConsoleSession();
  const inIt = workspace?.id === agent.workspaceId;
  const administers = inIt && (me.instanceAdmin || workspace?.role === "owner" || workspace?.role === "admin");
  const { data } = useQuery(agentPluginQueries.context(agent, version));
  const skipped = data?.skipped ?? [];
  if (skipped.length === 0) return null;
  const them = skipped.length === 1 ? "it" : "them";
  const mayEnable = administers && skipped.every(({ reason }) => reason === "disabled");
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
        {mayEnable ? (
          <>
            Enable {them} again under <TextLink href={consolePaths.plugins}>Plugins</TextLink>, and the agent has {them}{" "}
            again.
          </>
        ) : (
          `Once an admin enables ${them} again, the agent has ${them} again.`
        )}
      </p>
    </Alert>
  );
}
