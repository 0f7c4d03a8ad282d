-- AlterTable
ALTER TABLE "Supervisor" ADD COLUMN "driver" TEXT NOT NULL DEFAULT 'process';
