-- What the schema language lacks.
ALTER TABLE "PluginVersion" ADD CONSTRAINT "PluginVersion_status_check" CHECK ("status" IN ('pending', 'approved', 'rejected', 'replaced'));
ALTER TABLE "PluginScan" ADD CONSTRAINT "PluginScan_status_check" CHECK ("status" IN ('pending', 'completed', 'failed'));
ALTER TABLE "PluginScan" ADD CONSTRAINT "PluginScan_verdict_check" CHECK ("verdict" IN ('safe', 'review_required', 'blocked'));
ALTER TABLE "MarketplacePlugin" ADD CONSTRAINT "MarketplacePlugin_enableCount_check" CHECK ("enableCount" >= 0);
CREATE UNIQUE INDEX "Persona_slug_key" ON "Persona" ("workspaceId", "slug") NULLS NOT DISTINCT;
