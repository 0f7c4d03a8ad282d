-- The trash of a workspace, newest first, without looking at its living agents.
CREATE INDEX "Agent_trash_idx" ON "Agent" ("workspaceId", "deletedAt" DESC, "id") WHERE "deletedAt" IS NOT NULL;
