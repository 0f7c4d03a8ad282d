ALTER TABLE "McpServer" ADD CONSTRAINT "McpServer_transport_check" CHECK ("transport" IN ('streamable-http', 'sse', 'stdio'));
ALTER TABLE "Integration" ADD CONSTRAINT "Integration_visibility_check" CHECK ("visibility" IN ('private', 'unlisted', 'public'));
ALTER TABLE "IntegrationMember" ADD CONSTRAINT "IntegrationMember_kind_check" CHECK ("kind" IN ('agent', 'skill', 'tool', 'plugin'));

-- What an integration offers and what an install has taken over name each thing once.
CREATE UNIQUE INDEX "IntegrationMember_offered_key" ON "IntegrationMember" ("integrationId", "kind", "targetId") WHERE "installId" IS NULL;
CREATE UNIQUE INDEX "IntegrationMember_installed_key" ON "IntegrationMember" ("installId", "kind", "targetId") WHERE "installId" IS NOT NULL;

-- Which live versions use a resource is asked for every row of a list of resources.
CREATE INDEX "AgentVersion_attachments_idx" ON "AgentVersion" USING gin ("attachments" jsonb_path_ops);
CREATE INDEX "AgentVersion_input_schema_idx" ON "AgentVersion" (("content"->>'inputSchemaId')) WHERE "content"->>'inputSchemaId' IS NOT NULL;
CREATE INDEX "AgentVersion_output_schema_idx" ON "AgentVersion" (("content"->>'outputSchemaId')) WHERE "content"->>'outputSchemaId' IS NOT NULL;
