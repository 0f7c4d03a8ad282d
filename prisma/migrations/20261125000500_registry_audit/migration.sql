-- Every event is signed by the process that writes it; those of before are marked as such and may only begin the chain.
ALTER TABLE "AuditEvent" ADD COLUMN "signature" TEXT DEFAULT 'before';
ALTER TABLE "AuditEvent" ALTER COLUMN "signature" DROP DEFAULT;

-- The trail is read newest first by time, whatever it is filtered by.
DROP INDEX "AuditEvent_workspaceId_seq_idx";
DROP INDEX "AuditEvent_targetId_seq_idx";
DROP INDEX "AuditEvent_actorId_seq_idx";
DROP INDEX "AuditEvent_action_seq_idx";
CREATE INDEX "AuditEvent_at_seq_idx" ON "AuditEvent"("at" DESC, "seq" DESC);
CREATE INDEX "AuditEvent_workspaceId_at_seq_idx" ON "AuditEvent"("workspaceId", "at" DESC, "seq" DESC);
CREATE INDEX "AuditEvent_targetId_at_seq_idx" ON "AuditEvent"("targetId", "at" DESC, "seq" DESC);
CREATE INDEX "AuditEvent_actorId_at_seq_idx" ON "AuditEvent"("actorId", "at" DESC, "seq" DESC);
