-- What one person did and what happened to one thing is found and counted in the index alone, under the usual filters too:
-- a search by such a filter's own index, once for each thing, costs many times as much.
DROP INDEX "AuditEvent_actorId_at_seq_idx";
DROP INDEX "AuditEvent_targetId_at_seq_idx";
CREATE INDEX "AuditEvent_actor_idx" ON "AuditEvent" ("actorId", "at" DESC, "seq" DESC)
  INCLUDE ("id", "workspaceId", "action", "outcome", "override");
CREATE INDEX "AuditEvent_target_idx" ON "AuditEvent" ("targetId", "at" DESC, "seq" DESC)
  INCLUDE ("id", "workspaceId", "actorId", "action", "outcome", "override");
