-- Agents are measured every 5 s; the first point of every 30 s is what whole fleets are summed over.
ALTER TABLE "RuntimeSample" ADD COLUMN "coarse" BOOLEAN NOT NULL DEFAULT false;
UPDATE "RuntimeSample" SET "coarse" = true;
CREATE INDEX "RuntimeSample_coarse_idx" ON "RuntimeSample" ("at") WHERE "coarse";
