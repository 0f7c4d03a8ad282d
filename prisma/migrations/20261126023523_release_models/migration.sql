-- AlterTable
ALTER TABLE "Agent" ADD COLUMN     "nameBeforeDraft" TEXT;

-- CreateTable
CREATE TABLE "VersionModel" (
    "versionId" TEXT NOT NULL,
    "modelId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "semanticModel" JSONB NOT NULL,
    "connections" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "VersionModel_pkey" PRIMARY KEY ("versionId","modelId")
);

-- AddForeignKey
ALTER TABLE "VersionModel" ADD CONSTRAINT "VersionModel_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "AgentVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;
