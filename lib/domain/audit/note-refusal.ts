import { db } from "@/lib/db";
import { type AuditTarget, type Doer, insertAudit } from "@/lib/domain/change";
import { log } from "@/lib/log";

/** An attempt that was refused: who tried what on which thing, and why not. */
export type Refusal = {
  doer: Doer;
  action: string;
  target: AuditTarget | null;
  facts?: Record<string, unknown>;
};

/** Repeats within this time are counted, not written one by one, ms. */
export const REFUSAL_WINDOW = 60_000;
/** So many different refusals are written in a window and process; beyond that they are only counted. */
export const MOST_REFUSALS = 120;

type Noted = { refusal: Refusal; repeats: number };
type Notebook = { open: Map<string, Noted>; beyond: number; timer: NodeJS.Timeout | null };

const processes = globalThis as typeof globalThis & { musterRefusals?: Notebook };
const notedErrors = new WeakSet<object>();

function notebook(): Notebook {
  processes.musterRefusals ??= { open: new Map(), beyond: 0, timer: null };
  return processes.musterRefusals;
}

function sameness({ doer, action, target, facts }: Refusal): string {
  return JSON.stringify([doer.id ?? doer.origin?.address, doer.via, action, target?.id, facts]);
}

async function write({ doer, action, target, facts }: Refusal, more: Record<string, unknown>): Promise<void> {
  const after = { ...facts, ...more };
  const record = { action, target, outcome: "denied" as const, after: Object.keys(after).length > 0 ? after : null };
  await insertAudit(db(), doer, record).catch((error: unknown) => log().error({ err: error, action }, "not audited"));
}

/** Writes how often what was refused lately was tried again, and begins a new window. */
export async function flushRefusals(): Promise<void> {
  const { open, beyond, timer } = notebook();
  if (timer) clearTimeout(timer);
  processes.musterRefusals = { open: new Map(), beyond: 0, timer: null };
  for (const { refusal, repeats } of open.values()) if (repeats > 0) await write(refusal, { repeats });
  if (beyond === 0) return;
  const doer: Doer = { type: "system", id: null, name: "Muster", via: "job", origin: null };
  await write({ doer, action: "access.refused", target: null }, { others: beyond });
}

/**
 * Leaves the audit row of a refused attempt, outside of any transaction. The first one is written at once; the same again
 * within a minute is counted and written as one row at its end, and so are those beyond 120 different ones: a flood of
 * refusals costs a bounded number of rows. An `error` that was noted once is not noted again.
 */
export async function noteRefusal(refusal: Refusal, error: object): Promise<void> {
  if (notedErrors.has(error)) return;
  notedErrors.add(error);
  const book = notebook();
  book.timer ??= setTimeout(() => void flushRefusals(), REFUSAL_WINDOW).unref();
  const key = sameness(refusal);
  const known = book.open.get(key);
  if (known) known.repeats++;
  else if (book.open.size >= MOST_REFUSALS) book.beyond++;
  else {
    book.open.set(key, { refusal, repeats: 0 });
    await write(refusal, {});
  }
}

/** Marks an error whose refusal is audited already. */
export function refusalIsNoted(error: object): void {
  notedErrors.add(error);
}
