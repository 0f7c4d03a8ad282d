-- What one person did and what happened to one thing is counted from the index alone, without a look at each event.
DROP INDEX "AuditEvent_actorId_at_seq_idx";
DROP INDEX "AuditEvent_targetId_at_seq_idx";
CREATE INDEX "AuditEvent_actor_idx" ON "AuditEvent" ("actorId", "at" DESC, "seq" DESC)
  INCLUDE ("workspaceId", "action", "outcome", "override");
CREATE INDEX "AuditEvent_target_idx" ON "AuditEvent" ("targetId", "at" DESC, "seq" DESC) INCLUDE ("workspaceId", "actorId");
