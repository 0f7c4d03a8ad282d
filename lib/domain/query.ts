import { type Db, db, type Tx } from "@/lib/db";
import type { Target, Verb } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { databaseFault } from "@/lib/domain/database-fault";
import { DomainError } from "@/lib/domain/faults";
import { type Permission, refusalOf } from "@/lib/domain/policy";

export type Reader = Db | Tx;
type Subjects = Pick<Target, "subject">;

type Spec<Input, T extends Subjects, Result> = {
  permission: Permission;
  /** Loads what is read; a fault where the caller may not even know of it. */
  target: (db: Reader, ctx: Ctx, input: Input) => Promise<T> | T;
  run: (step: { db: Reader; ctx: Ctx; target: T }, input: Input) => Promise<Result>;
};

export type Query<Input, Result> = ((ctx: Ctx, input: Input) => Promise<Result>) & Verb;

/** A question to the domain: its target is loaded through the access clause and its permission checked. Throws DomainError. */
export function query<Input, T extends Subjects, Result>(spec: Spec<Input, T, Result>): Query<Input, Result> {
  const verb = async (ctx: Ctx, input: Input): Promise<Result> => {
    try {
      const target = await spec.target(db(), ctx, input);
      const refusal = refusalOf(ctx.actor, spec.permission, target.subject);
      if (refusal) throw new DomainError("forbidden", refusal);
      return await spec.run({ db: db(), ctx, target }, input);
    } catch (error) {
      throw databaseFault(error);
    }
  };
  return Object.assign(verb, { permission: spec.permission });
}

/** The target of questions about the workspace of the request; `workspace_forbidden` where there is none. */
export function ownWorkspace(_db: unknown, ctx: Ctx): { subject: { workspaceId: string } } {
  if (!ctx.workspaceId) throw new DomainError("workspace_forbidden", "You are not a member of any workspace");
  return { subject: { workspaceId: ctx.workspaceId } };
}

/** The target of questions about the caller alone. */
export function oneself(): { subject: { workspaceId: null } } {
  return { subject: { workspaceId: null } };
}
