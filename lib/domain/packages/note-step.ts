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

/** Adds to the timeline of a package; `by` null is the platform itself. */
export async function noteStep(
  tx: Pick<Tx, "packageStep">,
  by: Ctx | null,
  packageId: string,
  step: PackageStep,
  note: string | null = null,
): Promise<void> {
  const person = by ? { byId: by.actor.userId, byName: by.actor.name } : {};
  await tx.packageStep.create({ data: { packageId, step, note: note?.slice(0, 500) ?? null, ...person } });
}

/** A remark about one place of a package; `line` counts from 1. */
export type Remark = { path: string; line?: number | null; body: string };

export type ThreadKind = "comment" | "approve" | "decline" | "submit" | "withdraw";
type Entry = { kind: ThreadKind; body: string; feedbackType?: string | null };

/** Adds one entry to the thread of a package, and one for each remark about a place in it. */
export async function noteThread(
  tx: Pick<Tx, "threadEntry">,
  ctx: Ctx,
  packageId: string,
  entry: Entry,
  remarks: readonly Remark[] = [],
): Promise<void> {
  const common = { packageId, authorId: ctx.actor.userId };
  const first = { id: newId("message"), ...common, ...entry };
  const rest = remarks.map(({ path, line = null, body }) => ({
    id: newId("message"),
    ...common,
    kind: "comment",
    body,
    path,
    line,
  }));
  await tx.threadEntry.createMany({ data: [first, ...rest] });
}
