import type { Tx } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import { newId } from "@/lib/domain/ids";

export const packageSteps = [
  "submitted",
  "scanned",
  "replaced",
  "claimed",
  "commented",
  "approved",
  "declined",
  "withdrawn",
  "installing",
  "loaded",
  "load_failed",
] as const;
export type PackageStep = (typeof packageSteps)[number];

export type NotedStep = { step: PackageStep; note?: string | null; by: Ctx | null };

/** Adds to the timeline of a package, in the order of the list; `by` null is the platform itself. */
export async function noteSteps(
  tx: Pick<Tx, "$executeRaw">,
  packageId: string,
  steps: readonly NotedStep[],
): Promise<void> {
  const rows = steps.map(({ step, note = null, by }) => ({
    step,
    note: note?.slice(0, 500) ?? null,
    byId: by?.actor.userId ?? null,
    byName: by?.actor.name ?? null,
  }));
  await tx.$executeRaw`
    INSERT INTO "PackageStep" ("packageId", "step", "note", "byId", "byName")
    SELECT ${packageId}, s."step", s."note", s."byId", s."byName"
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS ("step" text, "note" text, "byId" text, "byName" text)) WITH ORDINALITY AS s
    ORDER BY s."ordinality"`;
}

/** Adds one step to the timeline of a package; `by` null is the platform itself. */
export function noteStep(
  tx: Pick<Tx, "$executeRaw">,
  by: Ctx | null,
  packageId: string,
  step: PackageStep,
  note: string | null = null,
): Promise<void> {
  return noteSteps(tx, packageId, [{ step, note, by }]);
}

/** A remark about one place of a package; `line` counts from 1. */
export type Remark = { path: string; line?: number | null; body: string };

export type ThreadKind = "comment" | "approve" | "decline" | "submit" | "withdraw";
type Entry = { kind: ThreadKind; body: string; feedbackType?: string | null };

/** Adds one entry to the thread of a package, and one for each remark about a place in it. */
export async function noteThread(
  tx: Pick<Tx, "$executeRaw">,
  ctx: Ctx,
  packageId: string,
  { kind, body, feedbackType = null }: Entry,
  remarks: readonly Remark[] = [],
): Promise<void> {
  const rows = [
    { kind, body, feedbackType, path: null, line: null },
    ...remarks.map((remark) => ({ kind: "comment", ...remark })),
  ];
  const entries = JSON.stringify(rows.map((row) => ({ id: newId("message"), ...row })));
  await tx.$executeRaw`
    INSERT INTO "ThreadEntry" ("id", "packageId", "authorId", "kind", "body", "feedbackType", "path", "line")
    SELECT t."id", ${packageId}, ${ctx.actor.userId}, t."kind", t."body", t."feedbackType", t."path", t."line"
    FROM ROWS FROM (jsonb_to_recordset(${entries}::jsonb)
      AS ("id" text, "kind" text, "body" text, "feedbackType" text, "path" text, "line" int)) WITH ORDINALITY AS t
    ORDER BY t."ordinality"`;
}
