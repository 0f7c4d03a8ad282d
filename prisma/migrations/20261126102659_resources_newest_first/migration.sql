-- CreateIndex
CREATE INDEX "McpServer_workspaceId_createdAt_id_idx" ON "McpServer"("workspaceId", "createdAt" DESC, "id");

-- CreateIndex
CREATE INDEX "SemanticDataModel_workspaceId_createdAt_id_idx" ON "SemanticDataModel"("workspaceId", "createdAt" DESC, "id");

-- CreateIndex
CREATE INDEX "DataConnection_workspaceId_createdAt_id_idx" ON "DataConnection"("workspaceId", "createdAt" DESC, "id");

-- Which versions froze a model that names a data connection.
CREATE INDEX "VersionModel_connections_idx" ON "VersionModel" USING gin (jsonb_path_query_array("connections", '$.*') jsonb_path_ops);

-- Every look-up reads what waits to be sorted into the index, of 4 MB by default: as much as many look-ups of one page take.
ALTER INDEX "AgentVersion_attachments_idx" SET (gin_pending_list_limit = 128);
ALTER INDEX "VersionModel_connections_idx" SET (gin_pending_list_limit = 128);
