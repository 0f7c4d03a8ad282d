-- The same differences over all workspaces: a list of everything adds up one row for each combination, not one for each
-- combination of each workspace.
CREATE TABLE "AgentTotal" (
    "id" BIGSERIAL NOT NULL,
    "reviewStatus" TEXT NOT NULL,
    "hosting" TEXT NOT NULL,
    "lifecycleState" TEXT NOT NULL,
    "retentionTier" TEXT,
    "agents" INTEGER NOT NULL,

    CONSTRAINT "AgentTotal_pkey" PRIMARY KEY ("id")
);

-- Now and then the rows become one for each combination again. Rows that somebody else is folding are left to them.
CREATE FUNCTION fold_agent_totals() RETURNS void LANGUAGE sql AS $$
  WITH taken AS (
    DELETE FROM "AgentTotal" WHERE "id" IN (SELECT t."id" FROM "AgentTotal" t FOR UPDATE SKIP LOCKED)
    RETURNING *)
  INSERT INTO "AgentTotal" ("reviewStatus", "hosting", "lifecycleState", "retentionTier", "agents")
  SELECT "reviewStatus", "hosting", "lifecycleState", "retentionTier", sum("agents") FROM taken
  GROUP BY 1, 2, 3, 4 HAVING sum("agents") <> 0
$$;

CREATE OR REPLACE FUNCTION count_agents() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  crowded UUID[];
  workspace UUID;
  crowd BOOLEAN;
BEGIN
  IF TG_OP = 'INSERT' THEN
    WITH noted AS (
      INSERT INTO "AgentCount" ("workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", "agents")
      SELECT "workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", count(*) FROM arrived
      GROUP BY 1, 2, 3, 4, 5 RETURNING "id", "workspaceId"),
    total AS (
      INSERT INTO "AgentTotal" ("reviewStatus", "hosting", "lifecycleState", "retentionTier", "agents")
      SELECT "reviewStatus", "hosting", "lifecycleState", "retentionTier", count(*) FROM arrived
      GROUP BY 1, 2, 3, 4 RETURNING "id")
    SELECT (SELECT array_agg(DISTINCT noted."workspaceId") FROM noted WHERE noted."id" % 64 = 0),
      (SELECT bool_or(total."id" % 64 = 0) FROM total) INTO crowded, crowd;
  ELSIF TG_OP = 'DELETE' THEN
    WITH noted AS (
      INSERT INTO "AgentCount" ("workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", "agents")
      SELECT "workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", -count(*) FROM gone
      GROUP BY 1, 2, 3, 4, 5 RETURNING "id", "workspaceId"),
    total AS (
      INSERT INTO "AgentTotal" ("reviewStatus", "hosting", "lifecycleState", "retentionTier", "agents")
      SELECT "reviewStatus", "hosting", "lifecycleState", "retentionTier", -count(*) FROM gone
      GROUP BY 1, 2, 3, 4 RETURNING "id")
    SELECT (SELECT array_agg(DISTINCT noted."workspaceId") FROM noted WHERE noted."id" % 64 = 0),
      (SELECT bool_or(total."id" % 64 = 0) FROM total) INTO crowded, crowd;
  ELSE
    WITH moved AS (
      SELECT "workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", 1 AS "agents" FROM arrived
      UNION ALL
      SELECT "workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", -1 FROM gone),
    noted AS (
      INSERT INTO "AgentCount" ("workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", "agents")
      SELECT "workspaceId", "reviewStatus", "hosting", "lifecycleState", "retentionTier", sum("agents") FROM moved
      GROUP BY 1, 2, 3, 4, 5 HAVING sum("agents") <> 0 RETURNING "id", "workspaceId"),
    total AS (
      INSERT INTO "AgentTotal" ("reviewStatus", "hosting", "lifecycleState", "retentionTier", "agents")
      SELECT "reviewStatus", "hosting", "lifecycleState", "retentionTier", sum("agents") FROM moved
      GROUP BY 1, 2, 3, 4 HAVING sum("agents") <> 0 RETURNING "id")
    SELECT (SELECT array_agg(DISTINCT noted."workspaceId") FROM noted WHERE noted."id" % 64 = 0),
      (SELECT bool_or(total."id" % 64 = 0) FROM total) INTO crowded, crowd;
  END IF;
  IF crowded IS NOT NULL THEN
    FOREACH workspace IN ARRAY crowded LOOP
      PERFORM fold_agent_counts(workspace);
    END LOOP;
  END IF;
  IF crowd THEN
    PERFORM fold_agent_totals();
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION forget_agent_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "AgentCount";
  DELETE FROM "AgentTotal";
  RETURN NULL;
END $$;

-- Whoever changes an agent meanwhile waits, so that none is counted twice or not at all.
LOCK TABLE "Agent" IN SHARE ROW EXCLUSIVE MODE;
INSERT INTO "AgentTotal" ("reviewStatus", "hosting", "lifecycleState", "retentionTier", "agents")
SELECT "reviewStatus", "hosting", "lifecycleState", "retentionTier", sum("agents") FROM "AgentCount" GROUP BY 1, 2, 3, 4 HAVING sum("agents") <> 0;
