-- DropForeignKey
ALTER TABLE "PluginDependency" DROP CONSTRAINT "PluginDependency_pluginId_fkey";

-- DropForeignKey
ALTER TABLE "PluginDependency" DROP CONSTRAINT "PluginDependency_dependencyId_fkey";

-- DropIndex
DROP INDEX "MarketplacePlugin_status_idx";

-- DropIndex
DROP INDEX "MarketplacePlugin_slug_version_key";

-- DropIndex
DROP INDEX "PluginDependency_dependencyId_idx";

-- AlterTable
ALTER TABLE "Persona" ADD COLUMN     "category" TEXT,
ADD COLUMN     "isActive" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "slug" TEXT,
ADD COLUMN     "voiceDescription" TEXT,
ALTER COLUMN "description" DROP NOT NULL,
ALTER COLUMN "description" DROP DEFAULT;

-- Personas had no slug: it is made of the name, and where that gives none or one that is taken, of the number.
UPDATE "Persona" p SET "slug" = made."slug" FROM (
  SELECT "id", CASE WHEN base = '' OR row_number() OVER (PARTITION BY "workspaceId", base ORDER BY "id") > 1
    THEN trim(BOTH '-' FROM left(base, 80) || '-persona-' || "id") ELSE base END AS "slug"
  FROM (SELECT "id", "workspaceId", trim(BOTH '-' FROM left(regexp_replace(lower("name"), '[^a-z0-9]+', '-', 'g'), 100)) AS base
    FROM "Persona") named) made WHERE made."id" = p."id";
UPDATE "Persona" SET "description" = NULL WHERE "description" = '';
ALTER TABLE "Persona" ALTER COLUMN "slug" SET NOT NULL;

-- CreateTable
CREATE TABLE "PluginVersion" (
    "id" UUID NOT NULL,
    "pluginId" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "longDescription" TEXT NOT NULL DEFAULT '',
    "category" TEXT,
    "tags" TEXT[],
    "author" TEXT,
    "license" TEXT,
    "manifest" JSONB NOT NULL,
    "contents" JSONB NOT NULL,
    "tokenEstimate" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "submittedById" TEXT,
    "submittedBy" TEXT NOT NULL DEFAULT '',
    "workspaceId" UUID,
    "reviewedById" TEXT,
    "reviewedAt" TIMESTAMPTZ(6),
    "reason" TEXT,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "PluginVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PluginScan" (
    "id" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "findings" JSONB NOT NULL DEFAULT '[]',
    "riskScore" INTEGER,
    "verdict" TEXT,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "scannedAt" TIMESTAMPTZ(6),

    CONSTRAINT "PluginScan_pkey" PRIMARY KEY ("id")
);

-- Each row was one version. The one that served, else the newest, gives its id to the plugin; each keeps its own as a version.
CREATE TEMPORARY TABLE plugin_heads AS
  SELECT p."id" AS "versionId", first_value(p."id") OVER heads AS "pluginId",
    row_number() OVER (PARTITION BY p."slug", p."status" ORDER BY p."createdAt" DESC, p."id") = 1 AS "newest"
  FROM "MarketplacePlugin" p
  WINDOW heads AS (PARTITION BY p."slug" ORDER BY (p."status" = 'approved') DESC, p."createdAt" DESC, p."id");

INSERT INTO "PluginVersion" ("id", "pluginId", "version", "name", "description", "category", "tags", "author", "manifest", "contents",
  "tokenEstimate", "sha256", "size", "status", "submittedById", "workspaceId", "reviewedById", "reviewedAt", "reason", "createdAt")
SELECT p."id", h."pluginId", p."version", p."name", p."description", nullif(p."category", ''), '{}', nullif(p."author", ''), p."content",
  '{"skills": [], "commands": [], "agents": [], "hooks": []}', 0, p."sha256", p."size",
  CASE WHEN p."status" IN ('approved', 'pending') AND NOT h."newest" THEN 'replaced'
    WHEN p."status" IN ('approved', 'pending', 'rejected') THEN p."status" ELSE 'replaced' END,
  p."submittedById", p."workspaceId", p."reviewedById", p."reviewedAt", p."reason", p."createdAt"
FROM "MarketplacePlugin" p JOIN plugin_heads h ON h."versionId" = p."id";

INSERT INTO "WorkspaceEnabledPlugin" ("workspaceId", "pluginId", "enabledById", "enabledAt")
SELECT DISTINCT ON (e."workspaceId", h."pluginId") e."workspaceId", h."pluginId", e."enabledById", e."enabledAt"
FROM "WorkspaceEnabledPlugin" e JOIN plugin_heads h ON h."versionId" = e."pluginId" ON CONFLICT DO NOTHING;
INSERT INTO "AgentPlugin" ("agentId", "pluginId", "priority", "attachedAt")
SELECT DISTINCT ON (e."agentId", h."pluginId") e."agentId", h."pluginId", e."priority", e."attachedAt"
FROM "AgentPlugin" e JOIN plugin_heads h ON h."versionId" = e."pluginId" ON CONFLICT DO NOTHING;
UPDATE "IntegrationMember" m SET "pluginId" = h."pluginId",
  "targetId" = CASE WHEN m."targetId" = m."pluginId"::text THEN h."pluginId"::text ELSE m."targetId" END
FROM plugin_heads h WHERE h."versionId" = m."pluginId";

ALTER TABLE "PluginDependency" ADD COLUMN "slug" TEXT, ADD COLUMN "versionId" UUID;
UPDATE "PluginDependency" d SET "versionId" = d."pluginId", "slug" = p."slug" FROM "MarketplacePlugin" p WHERE p."id" = d."dependencyId";
DELETE FROM "PluginDependency" d USING "PluginDependency" o
  WHERE o."versionId" = d."versionId" AND o."slug" = d."slug" AND o."dependencyId" < d."dependencyId";
ALTER TABLE "PluginDependency" DROP CONSTRAINT "PluginDependency_pkey", DROP COLUMN "dependencyId", DROP COLUMN "pluginId",
  ALTER COLUMN "slug" SET NOT NULL, ALTER COLUMN "versionId" SET NOT NULL,
  ADD CONSTRAINT "PluginDependency_pkey" PRIMARY KEY ("versionId", "slug");
DELETE FROM "MarketplacePlugin" p USING plugin_heads h WHERE h."versionId" = p."id" AND h."pluginId" <> p."id";

-- AlterTable
ALTER TABLE "MarketplacePlugin" DROP COLUMN "author",
DROP COLUMN "category",
DROP COLUMN "content",
DROP COLUMN "description",
DROP COLUMN "reason",
DROP COLUMN "reviewedAt",
DROP COLUMN "reviewedById",
DROP COLUMN "scan",
DROP COLUMN "sha256",
DROP COLUMN "size",
DROP COLUMN "status",
DROP COLUMN "submittedById",
DROP COLUMN "verdict",
DROP COLUMN "version",
DROP COLUMN "workspaceId",
ADD COLUMN     "approvedVersionId" UUID,
ADD COLUMN     "enableCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "featured" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "pendingVersionId" UUID,
ADD COLUMN     "uploadedById" TEXT;

DROP TABLE plugin_heads;

-- What serves and what waits, and in how many workspaces each plugin is enabled.
UPDATE "MarketplacePlugin" p SET
  "approvedVersionId" = (SELECT v."id" FROM "PluginVersion" v WHERE v."pluginId" = p."id" AND v."status" = 'approved'),
  "pendingVersionId" = (SELECT v."id" FROM "PluginVersion" v WHERE v."pluginId" = p."id" AND v."status" = 'pending'),
  "enableCount" = (SELECT count(*) FROM "WorkspaceEnabledPlugin" e WHERE e."pluginId" = p."id"),
  "uploadedById" = (SELECT v."submittedById" FROM "PluginVersion" v WHERE v."pluginId" = p."id" ORDER BY v."createdAt", v."id" LIMIT 1);

-- CreateIndex
CREATE INDEX "PluginVersion_sha256_idx" ON "PluginVersion"("sha256");

-- CreateIndex
CREATE INDEX "PluginVersion_status_createdAt_idx" ON "PluginVersion"("status", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "PluginVersion_pluginId_version_key" ON "PluginVersion"("pluginId", "version");

-- CreateIndex
CREATE INDEX "PluginScan_versionId_createdAt_idx" ON "PluginScan"("versionId", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "MarketplacePlugin_slug_key" ON "MarketplacePlugin"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "MarketplacePlugin_approvedVersionId_key" ON "MarketplacePlugin"("approvedVersionId");

-- CreateIndex
CREATE UNIQUE INDEX "MarketplacePlugin_pendingVersionId_key" ON "MarketplacePlugin"("pendingVersionId");

-- CreateIndex
CREATE INDEX "MarketplacePlugin_active_enableCount_id_idx" ON "MarketplacePlugin"("active", "enableCount" DESC, "id");

-- CreateIndex
CREATE INDEX "PluginDependency_slug_idx" ON "PluginDependency"("slug");

-- AddForeignKey
ALTER TABLE "MarketplacePlugin" ADD CONSTRAINT "MarketplacePlugin_approvedVersionId_fkey" FOREIGN KEY ("approvedVersionId") REFERENCES "PluginVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MarketplacePlugin" ADD CONSTRAINT "MarketplacePlugin_pendingVersionId_fkey" FOREIGN KEY ("pendingVersionId") REFERENCES "PluginVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PluginVersion" ADD CONSTRAINT "PluginVersion_pluginId_fkey" FOREIGN KEY ("pluginId") REFERENCES "MarketplacePlugin"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PluginScan" ADD CONSTRAINT "PluginScan_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "PluginVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PluginDependency" ADD CONSTRAINT "PluginDependency_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "PluginVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;
