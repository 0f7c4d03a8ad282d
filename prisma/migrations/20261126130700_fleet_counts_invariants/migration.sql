-- What runs, has ended or could not be loaded is found without looking at all that is at rest.
CREATE INDEX "Runtime_awake_idx" ON "Runtime" ("agentId") WHERE "observedState" <> 'stopped';
CREATE INDEX "Package_failed_idx" ON "Package" ("agentId") WHERE "installState" = 'failed';

-- Workspaces that went away took what they had enabled with them, but not from the plugins' numbers.
UPDATE "MarketplacePlugin" p SET "enableCount" = e."present"
FROM (SELECT q."id", (SELECT count(*)::int FROM "WorkspaceEnabledPlugin" w WHERE w."pluginId" = q."id") AS "present"
  FROM "MarketplacePlugin" q) e
WHERE e."id" = p."id" AND p."enableCount" <> e."present";
