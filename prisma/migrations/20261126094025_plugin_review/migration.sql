-- AlterTable
ALTER TABLE "ThreadEntry" ADD COLUMN     "pluginVersionId" UUID,
ALTER COLUMN "packageId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "PluginVersion" ADD COLUMN     "claimedAt" TIMESTAMPTZ(6),
ADD COLUMN     "claimedById" TEXT;

-- CreateIndex
CREATE INDEX "ThreadEntry_pluginVersionId_createdAt_idx" ON "ThreadEntry"("pluginVersionId", "createdAt");

-- AddForeignKey
ALTER TABLE "ThreadEntry" ADD CONSTRAINT "ThreadEntry_pluginVersionId_fkey" FOREIGN KEY ("pluginVersionId") REFERENCES "PluginVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language lacks.
ALTER TABLE "ThreadEntry" ADD CONSTRAINT "ThreadEntry_subject_check" CHECK (num_nonnulls("packageId", "pluginVersionId") = 1);
