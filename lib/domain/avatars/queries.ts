import type { Readable } from "node:stream";
import { blobStore } from "@/lib/blobs/blob-store";
import { BlobMissing } from "@/lib/blobs/store";
import { db, sql } from "@/lib/db";
import { getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { isPossibleNumber } from "@/lib/domain/agents/rules";
import { isAvatarMark } from "@/lib/domain/avatars/rules";
import { DomainError } from "@/lib/domain/faults";
import { query } from "@/lib/domain/query";

export type Picture = { sha256: string; stream: Readable };

/** The same for an agent without a picture and for one that may not be seen. */
export function noPicture(): DomainError {
  return new DomainError("not_found", "No picture here");
}

async function open(sha256: string | null): Promise<Picture> {
  if (sha256 === null) throw noPicture();
  try {
    return { sha256, stream: await blobStore().open(sha256) };
  } catch (error) {
    throw error instanceof BlobMissing ? noPicture() : error;
  }
}

/** The picture of an agent that the caller may read. Throws `not_found`. */
export const getAvatar = query({
  permission: "agents.read",
  target: (reader, ctx, agent: AgentRef) => getAgent(reader, ctx, agent),
  run: async ({ db: reader, target }): Promise<Picture> => {
    const where = { id: target.id };
    const { avatarSha256 } = await reader.agent.findUniqueOrThrow({ where, select: { avatarSha256: true } });
    return open(avatarSha256);
  },
});

function referred({ kind, value }: AgentRef) {
  if (kind === "id") return sql`a."id" = ${value}`;
  if (kind === "number") return isPossibleNumber(value) ? sql`a."number" = ${Number(value)}` : sql`FALSE`;
  return sql`a."name" = ${value}`;
}

/**
 * The picture that a mark was made for: whoever has the address has seen the agent. A name alone may mean agents of several
 * workspaces; the mark knows which. Null where it fits none.
 */
export async function findMarkedAvatar(ref: AgentRef, mark: string): Promise<Picture | null> {
  const rows = await db().$queryRaw<{ id: string; avatarSha256: string; avatarAt: Date }[]>`
    SELECT a."id", a."avatarSha256", a."avatarAt" FROM "Agent" a
    WHERE ${referred(ref)} AND a."avatarSha256" IS NOT NULL AND a."deletedAt" IS NULL`;
  const found = rows.find((row) => isAvatarMark(mark, row.id, row.avatarAt));
  return found ? open(found.avatarSha256) : null;
}
