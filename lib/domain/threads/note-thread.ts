import { type Sql, sql, type Tx } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import { newId } from "@/lib/domain/ids";
import type { ThreadSubject } from "@/lib/domain/threads/access";

/** A remark about one place in the files; `line` counts from 1. */
export type Remark = { path: string; line?: number | null; body: string };

export type ThreadKind = "comment" | "approve" | "decline" | "submit" | "withdraw";
type Entry = { kind: ThreadKind; body: string; feedbackType?: string | null };

type Row = Entry & { path?: string; line?: number | null };

function entriesInsert(ctx: Ctx, about: ThreadSubject, rows: readonly Row[], also: Sql = sql``): Sql {
  const packageId = "packageId" in about ? about.packageId : null;
  const pluginVersionId = "pluginVersionId" in about ? about.pluginVersionId : null;
  const entries = JSON.stringify(rows.map((row) => ({ id: newId("message"), ...row })));
  return sql`
    INSERT INTO "ThreadEntry" ("id", "packageId", "pluginVersionId", "authorId", "kind", "body", "feedbackType", "path", "line")
    SELECT t."id", ${packageId}, ${pluginVersionId}::uuid, ${ctx.actor.userId}, t."kind", t."body", t."feedbackType", t."path", t."line"
    FROM ROWS FROM (jsonb_to_recordset(${entries}::jsonb)
      AS ("id" text, "kind" text, "body" text, "feedbackType" text, "path" text, "line" int)) WITH ORDINALITY AS t ${also}
    ORDER BY t."ordinality"`;
}

const asComment = (remark: Remark): Row => ({ kind: "comment", ...remark });

/** Adds remarks about places in the files to a conversation. */
export async function addRemarks(
  tx: Pick<Tx, "$executeRaw">,
  ctx: Ctx,
  about: ThreadSubject,
  remarks: readonly Remark[],
): Promise<void> {
  if (remarks.length > 0) await tx.$executeRaw(entriesInsert(ctx, about, remarks.map(asComment)));
}

/** The statement that adds one entry to a conversation. `also`: what there must be a row of besides. */
export function threadInsert(ctx: Ctx, about: ThreadSubject, entry: Entry, also?: Sql): Sql {
  return entriesInsert(ctx, about, [entry], also);
}

/** Adds one entry to the conversation about a package or a version of a plugin, and one for each remark about a place in it. */
export async function noteThread(
  tx: Pick<Tx, "$executeRaw">,
  ctx: Ctx,
  about: ThreadSubject,
  entry: Entry,
  remarks: readonly Remark[] = [],
): Promise<void> {
  await tx.$executeRaw(entriesInsert(ctx, about, [entry, ...remarks.map(asComment)]));
}
