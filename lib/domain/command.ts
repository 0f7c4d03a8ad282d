import { db, sql, type Tx } from "@/lib/db";
import { type Last, transaction, withoutTransaction } from "@/lib/db-transaction";
import { noteRefusal } from "@/lib/domain/audit/note-refusal";
import {
  type AuditTarget,
  type DomainEvent,
  doerOf,
  insertJob,
  insertTraces,
  type Job,
  type Making,
  makingStatement,
  type Notice,
  type NotificationText,
} from "@/lib/domain/change";
import type { Ctx } from "@/lib/domain/context";
import { databaseFault } from "@/lib/domain/database-fault";
import { DomainError } from "@/lib/domain/faults";
import { doneUpdate, markDone } from "@/lib/domain/idempotency/keep-answer";
import { type Permission, protectsSystem, refusalOf, type Subject } from "@/lib/domain/policy";
import { tellingRuns } from "@/lib/domain/runs/tell-runs";

/** What a command works on: facts for the policy, how the audit trail names it, and the revision that callers may expect. */
export type Target = { subject: Subject; audit: AuditTarget; rev?: number };

/** One change in the making: what the audit row will hold and what follows after commit. */
export type Change = {
  /** Sets before, after and further facts of the audit row. */
  record: (facts: { before?: Record<string, unknown>; after?: Record<string, unknown>; override?: boolean }) => void;
  /** Gives the audit row another action than the command's own. */
  as: (action: string) => void;
  /** Names the target anew, for commands that make it. */
  target: (target: AuditTarget) => void;
  /** Leaves no audit row: nothing changed. */
  nothing: () => void;
  emit: (event: DomainEvent) => Promise<void>;
  enqueue: (job: Job) => Promise<void>;
  notify: (userIds: string[], text: NotificationText) => Promise<void>;
  /**
   * Makes a row and leaves all traces of the command in one statement, its last one. Null where it makes nothing: then there are no traces.
   * What becomes of it must have been said before (`target`, `record`, `emit`, `notify`). `Row` is what `columns` give.
   */
  make: <Row>(making: Making) => Promise<Row | null>;
  /** Runs after a successful commit, in this process. */
  afterCommit: (run: () => void) => void;
};

export type Step<T extends Target> = { tx: Tx; ctx: Ctx; target: T; change: Change };

type Spec<Input extends Where, Where, T extends Target, Result> = {
  permission: Permission;
  /** Further permissions that this very input needs, if any. */
  further?: (target: T, input: Input) => Permission | readonly Permission[] | null;
  audit: string;
  /** It changes nothing, and what it leaves behind is one statement: an audit row, and events. Its target is not locked. */
  reads?: true;
  /** Loads and locks what is changed; a fault where the caller may not even know of it. */
  target: (tx: Tx, ctx: Ctx, where: Where) => Promise<T> | T;
  /** Throws where what this does is switched off, to those alone who may do it. */
  available?: (tx: Tx, target: T) => Promise<void>;
  run: (step: Step<T>, input: Input) => Promise<Result>;
};

export type Verb = { permission: Permission };
export type Command<Input, Result, Where = Input> = ((ctx: Ctx, input: Input) => Promise<Result>) &
  Verb & {
    audit: string;
    /** Asks beforehand, without changing anything, whether the caller may: the same faults as the command's own. */
    authorize: (ctx: Ctx, where: Where) => Promise<void>;
  };

type Ledger = {
  action: string;
  target: AuditTarget;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  override: boolean;
  silent: boolean;
  /** The traces are left already. */
  left: boolean;
};

class Refused extends DomainError {
  readonly target: AuditTarget;
  constructor(message: string, permission: Permission, { subject, audit }: Target) {
    if (subject.system && protectsSystem(permission)) {
      super("system_agent", "System agents cannot be changed or deleted");
    } else super(permission === "packages.submit" ? "may_not_submit" : "forbidden", message);
    this.target = audit;
  }
}

function assertMay(ctx: Ctx, permission: Permission, target: Target): void {
  const refusal = refusalOf(ctx.actor, permission, target.subject);
  if (refusal) throw new Refused(refusal, permission, target);
}

/** Refuses a target that is at another revision than the caller saw. It is locked, so that it stays at this one. Throws `precondition_failed`. */
export function assertExpected({ expectedRevs }: Ctx, { rev, audit }: Pick<Target, "rev" | "audit">): void {
  if (!expectedRevs || rev === undefined || expectedRevs.includes("*") || expectedRevs.includes(String(rev))) return;
  const sent = expectedRevs.map((one) => `"${one.slice(0, 40)}"`).join(", ");
  const message = `The ${audit.type} changed meanwhile: you sent ${sent}, it is at "${rev}"`;
  throw new DomainError("precondition_failed", message);
}

type Opened = { tx: Tx; last: Last; ctx: Ctx; after: (() => void)[] };
type Work = Opened & { ledger: Ledger; events: DomainEvent[]; notices: Notice[] };

async function make<Row>({ ctx, last, ledger, events, notices }: Work, making: Making): Promise<Row | null> {
  const done = ctx.repeatKey ? [doneUpdate(ctx.repeatKey, sql`EXISTS (SELECT 1 FROM made)`)] : [];
  const parts = [...(making.parts ?? []), ...done];
  const [row] = await last<Row>(
    makingStatement(doerOf(ctx), { record: ledger, events, notices }, { ...making, parts }),
  );
  ledger.left = row !== undefined;
  return row ?? null;
}

function changeOf(work: Work): Change {
  const { tx, ledger, events, notices, after } = work;
  return {
    record: (facts) => Object.assign(ledger, facts),
    as: (action) => {
      ledger.action = action;
    },
    target: (target) => {
      ledger.target = target;
    },
    nothing: () => {
      ledger.silent = true;
    },
    emit: async (event) => void events.push(event),
    enqueue: (job) => insertJob(tx, job),
    notify: async (userIds, text) => void notices.push({ userIds, text }),
    make: (making) => make(work, making),
    afterCommit: (run) => {
      after.push(run);
    },
  };
}

function usesOverride(ctx: Ctx, subject: Subject): boolean {
  const { actor } = ctx;
  return actor.instanceAdmin && !actor.memberships.some((m) => m.workspaceId === subject.workspaceId);
}

async function auditRefusal(ctx: Ctx, action: string, error: unknown): Promise<void> {
  if (!(error instanceof Refused)) return;
  await noteRefusal({ doer: doerOf(ctx), action, target: error.target }, error);
}

/**
 * A change of the domain: its target is loaded and locked, its permission is checked, and it leaves one audit row,
 * all in one transaction. A refused attempt is audited too. An outdated `If-Match` is `precondition_failed`, before
 * anything else about the target's state. Throws DomainError.
 */
export function command<Input extends Where, T extends Target, Result, Where = Input>(
  spec: Spec<Input, Where, T, Result>,
): Command<Input, Result, Where> {
  const { permission, audit } = spec;
  const permitted = async (tx: Tx, ctx: Ctx, where: Where) => {
    const target = await spec.target(tx, ctx, where);
    assertMay(ctx, permission, target);
    return target;
  };
  const attempt = async ({ tx, ctx, ...opened }: Opened, input: Input) => {
    const target = await permitted(tx, ctx, input);
    for (const further of [spec.further?.(target, input) ?? []].flat()) assertMay(ctx, further, target);
    await spec.available?.(tx, target);
    assertExpected(ctx, target);
    const override = target.subject.workspaceId !== null && usesOverride(ctx, target.subject);
    const ledger: Ledger = { action: audit, target: target.audit, override, silent: false, left: false };
    const events: DomainEvent[] = [];
    const notices: Notice[] = [];
    const change = changeOf({ ...opened, tx, ctx, ledger, events, notices });
    const result = await spec.run({ tx, ctx, target, change }, input);
    if (ledger.left) return result;
    await insertTraces(
      tx,
      doerOf(ctx),
      { record: ledger.silent ? null : ledger, events, notices },
      tellingRuns(events),
    );
    if (ctx.repeatKey) await markDone(tx, ctx.repeatKey);
    return result;
  };
  const translated = async <R>(ctx: Ctx, work: Promise<R>): Promise<R> => {
    try {
      return await work;
    } catch (error) {
      await auditRefusal(ctx, audit, error);
      throw databaseFault(error);
    }
  };
  const verb = async (ctx: Ctx, input: Input): Promise<Result> => {
    const after: (() => void)[] = [];
    const carriedOut = spec.reads ? withoutTransaction : transaction;
    const result = await translated(
      ctx,
      carriedOut((tx, last) => attempt({ tx, last, ctx, after }, input)),
    );
    for (const run of after) run();
    return result;
  };
  const authorize = async (ctx: Ctx, where: Where): Promise<void> => {
    await translated(ctx, permitted(db(), ctx, where));
  };
  return Object.assign(verb, { permission, audit, authorize });
}
