-- How many agents there are, kept by workspace and by what lists are most often narrowed to. Every change of an agent adds
-- a row with the difference, so that writers never wait for each other; a count is the sum.
CREATE TABLE "AgentCount" (
    "id" BIGSERIAL NOT NULL,
    "workspaceId" UUID,
    "reviewStatus" TEXT NOT NULL,
    "hosting" TEXT NOT NULL,
    "lifecycleState" TEXT NOT NULL,
    "retentionTier" TEXT,
    "agents" INTEGER NOT NULL,

    CONSTRAINT "AgentCount_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "AgentCount_workspaceId_idx" ON "AgentCount"("workspaceId");

-- Now and then the rows of one workspace become one for each combination again. Rows that somebody else is folding are left
-- to them.
CREATE FUNCTION fold_agent_counts(workspace UUID) RETURNS void LANGUAGE sql AS $$
  WITH taken AS (
    DELETE FROM "AgentCount" WHERE "id" IN (
      SELECT c."id" FROM "AgentCount" c
      WHERE c."workspaceId" = workspace OR (workspace IS NULL AND c."workspaceId" IS NULL) FOR UPDATE SKIP LOCKED)
    RETURNING *)
  INSERT INTO "AgentCount" ("workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", "agents")
  SELECT "workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", sum("agents") FROM taken
  GROUP BY 1, 2, 3, 4, 5 HAVING sum("agents") <> 0
$$;

CREATE FUNCTION count_agents() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  crowded UUID[];
  workspace UUID;
BEGIN
  IF TG_OP = 'INSERT' THEN
    WITH noted AS (
      INSERT INTO "AgentCount" ("workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", "agents")
      SELECT "workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", count(*) FROM arrived
      GROUP BY 1, 2, 3, 4, 5 RETURNING "id", "workspaceId")
    SELECT array_agg(DISTINCT noted."workspaceId") INTO crowded FROM noted WHERE noted."id" % 64 = 0;
  ELSIF TG_OP = 'DELETE' THEN
    WITH noted AS (
      INSERT INTO "AgentCount" ("workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", "agents")
      SELECT "workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", -count(*) FROM gone
      GROUP BY 1, 2, 3, 4, 5 RETURNING "id", "workspaceId")
    SELECT array_agg(DISTINCT noted."workspaceId") INTO crowded FROM noted WHERE noted."id" % 64 = 0;
  ELSE
    WITH moved AS (
      SELECT "workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", 1 AS "agents" FROM arrived
      UNION ALL
      SELECT "workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", -1 FROM gone),
    noted AS (
      INSERT INTO "AgentCount" ("workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", "agents")
      SELECT "workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", sum("agents") FROM moved
      GROUP BY 1, 2, 3, 4, 5 HAVING sum("agents") <> 0 RETURNING "id", "workspaceId")
    SELECT array_agg(DISTINCT noted."workspaceId") INTO crowded FROM noted WHERE noted."id" % 64 = 0;
  END IF;
  IF crowded IS NOT NULL THEN
    FOREACH workspace IN ARRAY crowded LOOP
      PERFORM fold_agent_counts(workspace);
    END LOOP;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION forget_agent_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "AgentCount";
  RETURN NULL;
END $$;

CREATE TRIGGER "Agent_counted_insert" AFTER INSERT ON "Agent" REFERENCING NEW TABLE AS arrived
  FOR EACH STATEMENT EXECUTE FUNCTION count_agents();
CREATE TRIGGER "Agent_counted_update" AFTER UPDATE ON "Agent" REFERENCING OLD TABLE AS gone NEW TABLE AS arrived
  FOR EACH STATEMENT EXECUTE FUNCTION count_agents();
CREATE TRIGGER "Agent_counted_delete" AFTER DELETE ON "Agent" REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION count_agents();
CREATE TRIGGER "Agent_counted_truncate" AFTER TRUNCATE ON "Agent" FOR EACH STATEMENT EXECUTE FUNCTION forget_agent_counts();

INSERT INTO "AgentCount" ("workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", "agents")
SELECT "workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", count(*) FROM "Agent" GROUP BY 1, 2, 3, 4, 5;

-- Lists over all workspaces, for instance admins, and the trash.
CREATE INDEX "Agent_everywhere_idx" ON "Agent" ("createdAt" DESC, "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Agent_everywhere_name_idx" ON "Agent" ("name" COLLATE "C", "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Agent_everywhere_updated_idx" ON "Agent" ("updatedAt" DESC, "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Agent_trash_idx" ON "Agent" ("workspaceId", "deletedAt" DESC, "id") WHERE "deletedAt" IS NOT NULL;
