-- What Prisma's schema language cannot say.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- A name belongs to one living agent of a workspace; deleting frees it.
CREATE UNIQUE INDEX "Agent_name_living_key" ON "Agent" ("workspaceId", "name") WHERE "deletedAt" IS NULL;
CREATE UNIQUE INDEX "Agent_name_system_key" ON "Agent" ("name") WHERE "deletedAt" IS NULL AND "workspaceId" IS NULL;
CREATE INDEX "Agent_name_trgm_idx" ON "Agent" USING gin ("name" gin_trgm_ops);
CREATE INDEX "Agent_living_idx" ON "Agent" ("workspaceId", "createdAt" DESC, "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Agent_living_name_idx" ON "Agent" ("workspaceId", "name" COLLATE "C", "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Agent_living_updated_idx" ON "Agent" ("workspaceId", "updatedAt" DESC, "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Agent_review_idx" ON "Agent" ("workspaceId", "reviewStatus", "createdAt" DESC, "id") WHERE "deletedAt" IS NULL;

-- The pointers of an agent name rows of the same agent.
CREATE UNIQUE INDEX "AgentVersion_id_agentId_key" ON "AgentVersion" ("id", "agentId");
CREATE UNIQUE INDEX "Package_id_agentId_key" ON "Package" ("id", "agentId");
ALTER TABLE "Agent"
  ADD CONSTRAINT "Agent_live_version_own" FOREIGN KEY ("liveVersionId", "id") REFERENCES "AgentVersion" ("id", "agentId"),
  ADD CONSTRAINT "Agent_newest_package_own" FOREIGN KEY ("newestPackageId", "id") REFERENCES "Package" ("id", "agentId"),
  ADD CONSTRAINT "Agent_running_package_own" FOREIGN KEY ("runningPackageId", "id") REFERENCES "Package" ("id", "agentId");

-- One package of an agent waits at a time.
CREATE UNIQUE INDEX "Package_one_pending_key" ON "Package" ("agentId") WHERE "status" = 'pending';
CREATE INDEX "Package_queue_idx" ON "Package" ("workspaceId", "queuedAt", "id") WHERE "status" = 'pending';

ALTER TABLE "Agent"
  ADD CONSTRAINT "Agent_hosting_check" CHECK ("hosting" IN ('integrated', 'container')),
  ADD CONSTRAINT "Agent_review_check" CHECK ("reviewStatus" IN ('PENDING', 'ACTIVE', 'REJECTED', 'DISABLED')),
  ADD CONSTRAINT "Agent_lifecycle_check" CHECK ("lifecycleState" IN ('draft', 'live')),
  ADD CONSTRAINT "Agent_retention_check" CHECK ("retentionTier" IN ('short', 'medium', 'long', 'none')),
  ADD CONSTRAINT "Agent_trash_check" CHECK (("deletedAt" IS NULL) = ("retentionTier" IS NULL)),
  ADD CONSTRAINT "Agent_name_check" CHECK (char_length("name") BETWEEN 1 AND 255 AND "name" !~ '^[0-9]+$' AND "name" NOT LIKE 'agt\_%'),
  ADD CONSTRAINT "Agent_system_check" CHECK ("workspaceId" IS NOT NULL OR "deletedAt" IS NULL);
ALTER TABLE "Package"
  ADD CONSTRAINT "Package_status_check" CHECK ("status" IN ('pending', 'approved', 'declined', 'withdrawn', 'superseded')),
  ADD CONSTRAINT "Package_install_check" CHECK ("installState" IN ('queued', 'installing', 'loaded', 'failed')),
  ADD CONSTRAINT "Package_sha256_check" CHECK ("sha256" ~ '^[0-9a-f]{64}$');
ALTER TABLE "Runtime"
  ADD CONSTRAINT "Runtime_desired_check" CHECK ("desiredState" IN ('running', 'stopped')),
  ADD CONSTRAINT "Runtime_observed_check" CHECK ("observedState" IN ('running', 'stopped', 'exited'));
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_role_check" CHECK ("role" IN ('owner', 'admin', 'developer', 'viewer'));
ALTER TABLE "Share" ADD CONSTRAINT "Share_role_check" CHECK ("role" IN ('viewer', 'operator', 'editor'));
ALTER TABLE "Workspace"
  ADD CONSTRAINT "Workspace_retention_check" CHECK ("retentionTier" IN ('short', 'medium', 'long', 'none')),
  ADD CONSTRAINT "Workspace_submit_check" CHECK ("whoMaySubmit" IN ('everyone', 'developers', 'admins')),
  ADD CONSTRAINT "Workspace_slug_check" CHECK ("slug" ~ '^[a-z0-9-]{2,63}$');
ALTER TABLE "User" ADD CONSTRAINT "User_email_check" CHECK ("email" = lower("email"));
ALTER TABLE "Session" ADD CONSTRAINT "Session_kind_check" CHECK ("kind" IN ('browser', 'token'));
ALTER TABLE "AuditEvent" ADD CONSTRAINT "AuditEvent_outcome_check" CHECK ("outcome" IN ('success', 'denied', 'failed'));
ALTER TABLE "Instance" ADD CONSTRAINT "Instance_one_row" CHECK ("id" = 1);

-- The audit trail only grows.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit events cannot be changed or deleted' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR DELETE ON "AuditEvent" FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER "AuditEvent_no_truncate" BEFORE TRUNCATE ON "AuditEvent" FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER "AuditSeal_append_only" BEFORE UPDATE OR DELETE ON "AuditSeal" FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER "AuditSeal_no_truncate" BEFORE TRUNCATE ON "AuditSeal" FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- A blob is found from every row that needs it, for the sweeper.
CREATE INDEX "MarketplacePlugin_sha256_idx" ON "MarketplacePlugin" ("sha256");

-- Counters of the rate limiter survive a restart but need no write-ahead log.
ALTER TABLE "RateLimit" SET UNLOGGED;

INSERT INTO "Instance" ("id") VALUES (1);
