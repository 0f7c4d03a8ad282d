-- How many audit events there are, kept by month (of UTC), workspace and by what the trail is most often narrowed to. Every
-- event adds a row, so that writers never wait for each other; a count is the sum. The events themselves stay as they are.
CREATE TABLE "AuditCount" (
    "id" BIGSERIAL NOT NULL,
    "month" DATE NOT NULL,
    "workspaceId" UUID,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "override" BOOLEAN NOT NULL,
    "events" INTEGER NOT NULL,

    CONSTRAINT "AuditCount_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "AuditCount_workspaceId_month_idx" ON "AuditCount"("workspaceId", "month");

-- Now and then the rows of a workspace's month become one for each combination again. Rows that somebody else is folding are
-- left to them.
CREATE FUNCTION fold_audit_counts(workspace UUID, beginning DATE) RETURNS void LANGUAGE sql AS $$
  WITH taken AS (
    DELETE FROM "AuditCount" WHERE "id" IN (
      SELECT c."id" FROM "AuditCount" c WHERE c."month" = beginning
        AND (c."workspaceId" = workspace OR (workspace IS NULL AND c."workspaceId" IS NULL)) FOR UPDATE SKIP LOCKED)
    RETURNING *)
  INSERT INTO "AuditCount" ("month", "workspaceId", "action", "outcome", "override", "events")
  SELECT "month", "workspaceId", "action", "outcome", "override", sum("events") FROM taken GROUP BY 1, 2, 3, 4, 5
$$;

CREATE FUNCTION count_audit_events() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  crowded RECORD;
BEGIN
  FOR crowded IN
    WITH noted AS (
      INSERT INTO "AuditCount" ("month", "workspaceId", "action", "outcome", "override", "events")
      SELECT date_trunc('month', "at" AT TIME ZONE 'UTC')::date, "workspaceId", "action", "outcome", "override", count(*)
      FROM arrived GROUP BY 1, 2, 3, 4, 5 RETURNING "id", "workspaceId", "month")
    SELECT DISTINCT noted."workspaceId", noted."month" FROM noted WHERE noted."id" % 32 = 0
  LOOP
    PERFORM fold_audit_counts(crowded."workspaceId", crowded."month");
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER "AuditEvent_counted" AFTER INSERT ON "AuditEvent" REFERENCING NEW TABLE AS arrived
  FOR EACH STATEMENT EXECUTE FUNCTION count_audit_events();

INSERT INTO "AuditCount" ("month", "workspaceId", "action", "outcome", "override", "events")
SELECT date_trunc('month', "at" AT TIME ZONE 'UTC')::date, "workspaceId", "action", "outcome", "override", count(*)
FROM "AuditEvent" GROUP BY 1, 2, 3, 4, 5;
