import { type Sql, sql, type Tx } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import { cutText } from "@/lib/domain/cut-text";

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

/**
 * The statement that adds to the timeline of a package, in the order of the list; `by` null is the platform itself. `also`:
 * what there must be a row of besides.
 */
export function stepsInsert(packageId: string, steps: readonly NotedStep[], also: Sql = sql``): Sql {
  const rows = steps.map(({ step, note = null, by }) => ({
    step,
    note: note === null ? null : cutText(note, 500),
    byId: by?.actor.userId ?? null,
    byName: by?.actor.name ?? null,
  }));
  return sql`
    INSERT INTO "PackageStep" ("packageId", "step", "note", "byId", "byName")
    SELECT ${packageId}, s."step", s."note", s."byId", s."byName"
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS ("step" text, "note" text, "byId" text, "byName" text)) WITH ORDINALITY AS s ${also}
    ORDER BY s."ordinality"`;
}

/** Adds one step to the timeline of a package; `by` null is the platform itself. */
export async function noteStep(
  tx: Pick<Tx, "$executeRaw">,
  by: Ctx | null,
  packageId: string,
  step: PackageStep,
  note: string | null = null,
): Promise<void> {
  await tx.$executeRaw(stepsInsert(packageId, [{ step, note, by }]));
}
