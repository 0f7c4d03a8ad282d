ALTER TABLE "User" ADD COLUMN "addressProvenAt" TIMESTAMPTZ(6);
ALTER TABLE "OneTimeToken" ADD COLUMN "proof" TEXT;
ALTER TABLE "OneTimeToken" ADD CONSTRAINT "OneTimeToken_proof_known" CHECK ("proof" IN ('admin'));

-- Who has come before keeps what they had: until now every share of their e-mail counted.
UPDATE "User" SET "addressProvenAt" = now()
WHERE "deletedAt" IS NULL AND ("passwordHash" IS NOT NULL OR "lastSignInAt" IS NOT NULL);
UPDATE "Share" s SET "userId" = u."id" FROM "User" u
WHERE s."email" = u."email" AND s."userId" IS NULL AND u."addressProvenAt" IS NOT NULL;
-- Shares of those who were invited and never came wait again.
UPDATE "Share" s SET "userId" = NULL FROM "User" u
WHERE s."userId" = u."id" AND u."addressProvenAt" IS NULL;
