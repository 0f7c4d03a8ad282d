-- The living agents of a workspace by number, for pages far behind the first: those before are passed over in the index alone.
CREATE INDEX "Agent_living_number_idx" ON "Agent" ("workspaceId", "number") WHERE "deletedAt" IS NULL;
