-- AlterTable
ALTER TABLE "Agent" ADD COLUMN     "modelSettings" JSONB NOT NULL DEFAULT '{}';
