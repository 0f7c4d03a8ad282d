import { db } from "@/lib/db";
import { addTags, removeTags } from "@/lib/domain/agents/change-tags";
import { removeAgentOnce } from "@/lib/domain/agents/delete-agent";
import { disableAgent } from "@/lib/domain/agents/disable-agent";
import { enableAgent } from "@/lib/domain/agents/enable-agent";
import { purgeAgent } from "@/lib/domain/agents/purge-agent";
import { restoreAgent } from "@/lib/domain/agents/restore-agent";
import { byId } from "@/lib/domain/agents/rules";
import { type Known, readAgents, readNotifications, readPackages } from "@/lib/domain/bulk/queries";
import { BULK_LANES, BULK_TIME, distinct, LONGEST_ITEM, withoutPackage } from "@/lib/domain/bulk/rules";
import type { Verb } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { markRead } from "@/lib/domain/notifications/mark-read";
import { approvePackage, declinePackage } from "@/lib/domain/packages/review-package";
import type { Reader } from "@/lib/domain/query";
import { RUN_WAIT } from "@/lib/domain/runs/rules";
import { startRun } from "@/lib/domain/runs/start-run";
import { stopRun } from "@/lib/domain/runs/stop-run";
import { log } from "@/lib/log";

export type BulkRequest = { ids: readonly string[] } & (
  | { action: "enable" | "disable" | "start" | "stop" | "delete" | "restore" | "purge" | "read" }
  | { action: "addTags" | "removeTags"; tags: readonly string[] }
  | { action: "approve"; sha256: Readonly<Record<string, string>>; body: string }
  | { action: "decline"; sha256: Readonly<Record<string, string>>; reason: string }
);

/** What became of one item. `refused` says why not; `timeout`: not begun, because the time of the request was over. */
export type BulkOutcome = {
  id: string;
  name: string | null;
  status: string | null;
  refused: DomainError | "timeout" | null;
};

type Lookup = (db: Reader, ctx: Ctx, ids: readonly string[]) => Promise<Known[]>;
type Plan = {
  lookup: Lookup;
  one: (ctx: Ctx, id: string) => Promise<unknown>;
  explain?: typeof withoutPackage;
  /** How long one item may take, ms; default: a transaction. */
  longest?: number;
};

/** Each action is the command for one thing: its right, its transaction, its audit row. */
function planOf(request: BulkRequest): Plan {
  const onAgents = (one: Plan["one"], explain?: Plan["explain"]): Plan => ({ lookup: readAgents, one, explain });
  switch (request.action) {
    case "enable":
      return onAgents((ctx, id) => enableAgent(ctx, { agent: byId(id) }), withoutPackage);
    case "disable":
      return onAgents((ctx, id) => disableAgent(ctx, { agent: byId(id) }), withoutPackage);
    case "start":
      return { ...onAgents((ctx, id) => startOne(ctx, id)), longest: RUN_WAIT };
    case "stop":
      return { ...onAgents((ctx, id) => stopRun(ctx, { agent: byId(id) })), longest: RUN_WAIT };
    case "delete":
      return onAgents((ctx, id) => removeAgentOnce(ctx, { agent: byId(id), force: false }));
    case "restore":
      return onAgents((ctx, id) => restoreAgent(ctx, { agent: byId(id) }));
    case "purge":
      return onAgents((ctx, id) => purgeAgent(ctx, { agent: byId(id) }));
    case "addTags":
      return onAgents((ctx, id) => addTags(ctx, { agent: byId(id), tags: request.tags }));
    case "removeTags":
      return onAgents((ctx, id) => removeTags(ctx, { agent: byId(id), tags: request.tags }));
    case "approve":
    case "decline":
      return { lookup: readPackages, one: (ctx, id) => decideOn(ctx, request, id) };
    case "read":
      return { lookup: readNotifications, one: (ctx, id) => markRead(ctx, { id, read: true }) };
  }
}

/** Throws also for a start that was allowed and came to nothing. */
async function startOne(ctx: Ctx, id: string): Promise<void> {
  const { name, state, error } = await startRun(ctx, { agent: byId(id) });
  if (state === "exited") throw new DomainError("conflict", error ?? `Agent '${name}' ended at once`);
}

function decideOn(ctx: Ctx, request: Extract<BulkRequest, { sha256: unknown }>, packageId: string): Promise<unknown> {
  const seen = { where: { packageId }, sha256: request.sha256[packageId] };
  return request.action === "approve"
    ? approvePackage(ctx, { ...seen, body: request.body })
    : declinePackage(ctx, { ...seen, reason: request.reason });
}

async function refusalOf(ctx: Ctx, work: Promise<unknown>): Promise<DomainError | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error;
    log().error({ err: error, requestId: ctx.origin.requestId }, "unexpected error in a bulk item");
    return new DomainError("internal", `Something went wrong on our side. Request ${ctx.origin.requestId}`);
  }
}

/** Runs every item in one of a few lanes; those that the time does not reach stay undone. */
async function inLanes(
  ids: readonly string[],
  one: (id: string) => Promise<DomainError | null>,
  until: number,
): Promise<Map<string, BulkOutcome["refused"]>> {
  const done = new Map<string, BulkOutcome["refused"]>();
  const waiting = ids.values();
  const lane = async () => {
    for (const id of waiting) done.set(id, Date.now() < until ? await one(id) : "timeout");
  };
  await Promise.all(Array.from({ length: BULK_LANES }, lane));
  return done;
}

async function run(ctx: Ctx, request: BulkRequest, time = BULK_TIME): Promise<BulkOutcome[]> {
  const plan = planOf(request);
  const until = Date.now() + time - (plan.longest ?? LONGEST_ITEM);
  const ids = distinct(request.ids);
  const known = async () => new Map((await plan.lookup(db(), ctx, ids)).map((item) => [item.id, item]));
  const before = await known();
  const refused = await inLanes(ids, (id) => refusalOf(ctx, plan.one(ctx, id)), until);
  const after = await known();
  return ids.map((id) => {
    const reason = refused.get(id) ?? null;
    const explained = reason instanceof DomainError && plan.explain ? plan.explain(reason, before.get(id)) : reason;
    const name = after.get(id)?.name ?? before.get(id)?.name ?? null;
    return { id, name, status: after.get(id)?.status ?? null, refused: explained };
  });
}

/**
 * Does one thing to 1 … 100 others, eight at a time and 120 s at most; each item has its own right, transaction and audit
 * row, and a refused one stops none of the others. Outcomes come in the order of the ids, repeats once.
 */
export const runBulk: ((ctx: Ctx, request: BulkRequest, time?: number) => Promise<BulkOutcome[]>) & Verb =
  Object.assign(run, { permission: "self.read" as const });
