-- AlterTable
ALTER TABLE "McpServer" ADD COLUMN     "secrets" BYTEA;

-- AlterTable
ALTER TABLE "Integration" ADD COLUMN     "visibility" TEXT NOT NULL DEFAULT 'private';

-- AlterTable
ALTER TABLE "IntegrationMember" ADD COLUMN     "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp();

-- AlterTable
ALTER TABLE "IntegrationInstall" ADD COLUMN     "updatedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT now();

-- CreateIndex
CREATE INDEX "IntegrationMember_targetId_idx" ON "IntegrationMember"("targetId");
