import { type Sql, sql, type Tx } from "@/lib/db";
import type { DomainEvent } from "@/lib/domain/change";
import type { PluginChange } from "@/lib/domain/plugins/changed-event";

const idsOf = (events: readonly DomainEvent[], type: string) =>
  events.flatMap((event) =>
    event.topic === "agents" && event.type === type && event.targetId ? [event.targetId] : [],
  );

const changesTexts: readonly unknown[] = ["approved", "enabled", "disabled", "deactivated"] satisfies PluginChange[];
const pluginsOf = (events: readonly DomainEvent[]) =>
  events.flatMap(({ type, targetId, data }) =>
    type === "plugin_changed" && targetId && changesTexts.includes(data?.change) ? [targetId] : [],
  );

const asJob = sql`graphile_worker.add_job('apply_context', json_build_object('agentId', a."id"), max_attempts := 5,
  job_key := 'context:' || a."id", job_key_mode := 'replace')::text`;
const running = sql`"Agent" a JOIN "Runtime" r ON r."agentId" = a."id" AND r."driver" <> 'loader' AND r."observedState" = 'running'`;

/** Lets those of these agents that run fetch what they are told anew, after commit. */
export async function tellRunsOf(tx: Pick<Tx, "$executeRaw">, agentIds: readonly string[]): Promise<void> {
  if (agentIds.length === 0) return;
  await tx.$executeRaw`SELECT ${asJob} FROM ${running} WHERE a."id" = ANY(${agentIds})`;
}

const tellingAgents = (published: string[], updated: string[]) => sql`SELECT ${asJob} FROM ${running}
  WHERE a."id" = ANY(${published}) OR (a."id" = ANY(${updated}) AND a."liveVersionId" IS NULL)`;

const tellingUsers = (plugins: string[]) => sql`SELECT ${asJob}
  FROM ${running} LEFT JOIN "AgentVersion" v ON v."id" = a."liveVersionId"
  WHERE EXISTS (SELECT 1 FROM "AgentPlugin" x WHERE x."agentId" = a."id" AND x."pluginId"::text = ANY(${plugins}))
    OR EXISTS (SELECT 1 FROM jsonb_array_elements(coalesce(v."attachments"->'plugins', '[]')) AS e("value")
      WHERE e."value"->>'id' = ANY(${plugins}))`;

/**
 * The statement that lets agents that run fetch what they are told anew, after commit: those that were published, of those that
 * were changed the ones that run their working copy, and those that refer to a plugin that was changed. Null where there is none.
 */
export function tellingRuns(events: readonly DomainEvent[]): Sql | null {
  const [published, updated] = [idsOf(events, "agent_published"), idsOf(events, "agent_updated")];
  const plugins = pluginsOf(events);
  const agents = published.length + updated.length > 0 ? tellingAgents(published, updated) : null;
  if (plugins.length === 0) return agents;
  return agents ? sql`${agents} UNION ALL ${tellingUsers(plugins)}` : tellingUsers(plugins);
}
