-- Pictures are few among many agents: found by their bytes when the blob store is swept, by name when somebody sees them.
CREATE INDEX "Agent_avatar_idx" ON "Agent" ("avatarSha256") WHERE "avatarSha256" IS NOT NULL;
CREATE INDEX "Agent_avatar_name_idx" ON "Agent" ("name") WHERE "avatarSha256" IS NOT NULL AND "deletedAt" IS NULL;
