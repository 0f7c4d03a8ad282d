-- AlterTable
ALTER TABLE "Agent" DROP COLUMN "inputSchema",
DROP COLUMN "outputSchema",
ADD COLUMN     "inputSchemaId" TEXT,
ADD COLUMN     "outputSchemaId" TEXT,
ADD COLUMN     "trashWarnedAt" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "AgentVersion" ADD COLUMN     "restoredFromId" TEXT;

-- CreateTable
CREATE TABLE "RetentionClock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seenAt" TIMESTAMPTZ(6) NOT NULL,
    "heldSince" TIMESTAMPTZ(6),

    CONSTRAINT "RetentionClock_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Agent_inputSchemaId_idx" ON "Agent"("inputSchemaId");

-- CreateIndex
CREATE INDEX "Agent_outputSchemaId_idx" ON "Agent"("outputSchemaId");

-- CreateIndex
CREATE INDEX "AgentVersion_parentId_idx" ON "AgentVersion"("parentId");

-- CreateIndex
CREATE INDEX "AgentVersion_restoredFromId_idx" ON "AgentVersion"("restoredFromId");

-- CreateIndex
CREATE INDEX "AgentVersion_packageId_idx" ON "AgentVersion"("packageId");

-- AddForeignKey
ALTER TABLE "Agent" ADD CONSTRAINT "Agent_inputSchemaId_fkey" FOREIGN KEY ("inputSchemaId") REFERENCES "JsonSchema"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Agent" ADD CONSTRAINT "Agent_outputSchemaId_fkey" FOREIGN KEY ("outputSchemaId") REFERENCES "JsonSchema"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgentVersion" ADD CONSTRAINT "AgentVersion_restoredFromId_fkey" FOREIGN KEY ("restoredFromId") REFERENCES "AgentVersion"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: the clock is one row.
ALTER TABLE "RetentionClock" ADD CONSTRAINT "RetentionClock_one_row" CHECK ("id" = 1);
