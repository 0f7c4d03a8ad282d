-- What Prisma's schema language cannot say about views and the audit trail.

-- A person has one default view for each page of a workspace.
CREATE UNIQUE INDEX "SavedView_one_default_key" ON "SavedView" ("ownerId", "workspaceId", "page") WHERE "isDefault";

-- One action, or all of a noun as a range.
CREATE INDEX "AuditEvent_action_idx" ON "AuditEvent" ("action" COLLATE "C", "at" DESC, "seq" DESC);
CREATE INDEX "AuditEvent_not_success_idx" ON "AuditEvent" ("outcome", "at" DESC, "seq" DESC) WHERE "outcome" <> 'success';
CREATE INDEX "AuditEvent_override_idx" ON "AuditEvent" ("at" DESC, "seq" DESC) WHERE "override";
-- What the text search looks at, in lower case once and not at every comparison.
ALTER TABLE "AuditEvent" ADD COLUMN "searched" TEXT GENERATED ALWAYS AS (
  lower(coalesce("actorName", '') || E'\n' || coalesce("targetName", '') || E'\n' || "action")) STORED;
CREATE INDEX "AuditEvent_searched_idx" ON "AuditEvent" USING gin ("searched" gin_trgm_ops);
