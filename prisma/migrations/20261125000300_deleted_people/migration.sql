-- A deleted person's row stays for what they submitted and wrote; nobody can sign in by it.
ALTER TABLE "User" ADD COLUMN "deletedAt" TIMESTAMPTZ(6);
ALTER TABLE "User" ADD CONSTRAINT "User_deleted_check"
  CHECK ("deletedAt" IS NULL OR ("disabledAt" IS NOT NULL AND NOT "instanceAdmin" AND "passwordHash" IS NULL AND "totpSecret" IS NULL));
CREATE INDEX "User_living_idx" ON "User" ("createdAt" DESC, "id") WHERE "deletedAt" IS NULL;
