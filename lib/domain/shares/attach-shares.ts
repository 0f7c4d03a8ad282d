import { sql, type Tx } from "@/lib/db";

/*
 * A share is given to an e-mail, and counts once it is somebody's. It becomes a person's when the e-mail is shown to be theirs, not
 * when an account with it is made: whoever makes the account chooses the e-mail. Shown means
 * - the sign-in provider says that it verified the e-mail, or
 * - a link of an instance admin was used. Muster sends no mail: they hand the link over themselves and may read everything anyway, so
 *   they vouch; the audit row says so (`addressProof: "admin"`). A link that is sent to the mailbox would have to be one that nobody is shown.
 * An admin of one workspace vouches for that workspace alone: a link of theirs brings the shares in workspaces where the person is a
 * member, and no others, or they could read the agents of others by inviting their colleagues' e-mails.
 */

/** The shares that wait for a person who has come become theirs, as far as the e-mail is shown to be; gives how many. */
export function attachShares(tx: Tx, userId: string): Promise<number> {
  return tx.$executeRaw(sql`UPDATE "Share" s SET "userId" = u."id" FROM "User" u, "Agent" a
    WHERE u."id" = ${userId} AND s."email" = u."email" AND s."userId" IS NULL AND a."id" = s."agentId"
      AND (u."passwordHash" IS NOT NULL OR u."lastSignInAt" IS NOT NULL OR u."addressProvenAt" IS NOT NULL)
      AND (u."addressProvenAt" IS NOT NULL OR EXISTS (SELECT 1 FROM "Membership" m
        WHERE m."userId" = u."id" AND m."workspaceId" = a."workspaceId"))`);
}

/** Notes that the e-mail is this person's, and gives them what waited for it; gives how many shares that were. */
export async function proveAddress(tx: Tx, userId: string): Promise<number> {
  await tx.$executeRaw`UPDATE "User" SET "addressProvenAt" = coalesce("addressProvenAt", now()) WHERE "id" = ${userId}`;
  return attachShares(tx, userId);
}
