-- DropIndex
DROP INDEX "SshGrant_agentId_idx";

-- AlterTable
ALTER TABLE "Agent" ADD COLUMN     "avatarAt" TIMESTAMPTZ(6),
ADD COLUMN     "avatarSha256" TEXT,
ALTER COLUMN "timeoutSeconds" SET DEFAULT 3600;

-- AlterTable
ALTER TABLE "Runtime" ADD COLUMN     "activityAt" TIMESTAMPTZ(6),
ADD COLUMN     "applied" JSONB,
ADD COLUMN     "contextMax" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "contextUsed" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "doorKey" TEXT,
ADD COLUMN     "doorUrl" TEXT,
ADD COLUMN     "imageVersion" TEXT,
ADD COLUMN     "statsAt" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "CredentialFile" (
    "agentId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "size" INTEGER NOT NULL,
    "updatedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT now(),

    CONSTRAINT "CredentialFile_pkey" PRIMARY KEY ("agentId","path")
);

-- CreateTable
CREATE TABLE "AgentSchedule" (
    "id" TEXT NOT NULL,
    "agentId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "cron" TEXT NOT NULL,
    "prompt" TEXT NOT NULL DEFAULT '',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "timeoutSeconds" INTEGER,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT now(),

    CONSTRAINT "AgentSchedule_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "AgentSchedule_agentId_name_key" ON "AgentSchedule"("agentId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "SshGrant_agentId_publicKey_key" ON "SshGrant"("agentId", "publicKey");

-- CreateIndex
CREATE UNIQUE INDEX "Runtime_port_key" ON "Runtime"("port");

-- AddForeignKey
ALTER TABLE "CredentialFile" ADD CONSTRAINT "CredentialFile_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentSchedule" ADD CONSTRAINT "AgentSchedule_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;
