-- AlterTable
ALTER TABLE "Share" ADD COLUMN     "warnedAt" TIMESTAMPTZ(6);

-- CreateIndex
CREATE INDEX "Share_expiresAt_idx" ON "Share"("expiresAt");

-- Shares are found by address, so whoever has it is told, whether or not the share names them yet.
CREATE OR REPLACE FUNCTION announce_share() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE person text := coalesce(NEW."userId", OLD."userId",
  (SELECT u."id" FROM "User" u WHERE u."email" = coalesce(NEW."email", OLD."email")));
BEGIN
  IF person IS NOT NULL THEN PERFORM pg_notify('muster_access', 'user:' || person); END IF;
  RETURN NULL;
END $$;
