-- Orders over all workspaces have a condition of their own, which only lists over all workspaces say: a list of one workspace
-- never walks through the newer agents of others, whatever the planner believes about where they lie.
DROP INDEX "Agent_everywhere_idx";
DROP INDEX "Agent_everywhere_name_idx";
DROP INDEX "Agent_everywhere_updated_idx";
CREATE INDEX "Agent_everywhere_idx" ON "Agent" ("createdAt" DESC, "id") WHERE "deletedAt" IS NULL AND "number" > 0;
CREATE INDEX "Agent_everywhere_name_idx" ON "Agent" ("name" COLLATE "C", "id") WHERE "deletedAt" IS NULL AND "number" > 0;
CREATE INDEX "Agent_everywhere_updated_idx" ON "Agent" ("updatedAt" DESC, "id") WHERE "deletedAt" IS NULL AND "number" > 0;

-- Each search in names reads all entries that wait to be sorted in: at most so many kB, not 4 MB.
ALTER INDEX "Agent_name_trgm_idx" SET (gin_pending_list_limit = 64);
SELECT gin_clean_pending_list('"Agent_name_trgm_idx"'::regclass);
