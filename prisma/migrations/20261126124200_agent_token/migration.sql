-- AlterTable
ALTER TABLE "Runtime" ADD COLUMN     "tokenHash" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "Runtime_tokenHash_key" ON "Runtime"("tokenHash");
