import { type Sql, sql } from "@/lib/db";
import type { DomainEvent } from "@/lib/domain/change";

const idsOf = (events: readonly DomainEvent[], type: string) =>
  events.flatMap((event) =>
    event.topic === "agents" && event.type === type && event.targetId ? [event.targetId] : [],
  );

/**
 * The statement that lets agents that run fetch what they are told anew, after commit: those that were published, and of those
 * that were changed the ones that run their working copy, because nothing of them is live. Null where there is none.
 */
export function tellingRuns(events: readonly DomainEvent[]): Sql | null {
  const [published, updated] = [idsOf(events, "agent_published"), idsOf(events, "agent_updated")];
  if (published.length + updated.length === 0) return null;
  return sql`SELECT graphile_worker.add_job('apply_context', json_build_object('agentId', a."id"), max_attempts := 5,
      job_key := 'context:' || a."id", job_key_mode := 'replace')::text
    FROM "Agent" a JOIN "Runtime" r ON r."agentId" = a."id" AND r."driver" <> 'loader' AND r."observedState" = 'running'
    WHERE a."id" = ANY(${published}) OR (a."id" = ANY(${updated}) AND a."liveVersionId" IS NULL)`;
}
