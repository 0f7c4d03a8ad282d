-- The clock is proved by how long the process that watches it has really run, summed over its runs.
ALTER TABLE "RetentionClock" ADD COLUMN "doubts" JSONB NOT NULL DEFAULT '[]';
UPDATE "RetentionClock" SET "doubts" = '[{"gap": null, "proof": 0}]' WHERE "heldSince" IS NOT NULL;
ALTER TABLE "RetentionClock" ALTER COLUMN "doubts" DROP DEFAULT;
ALTER TABLE "RetentionClock" DROP COLUMN "heldSince";
