import type { Tx } from "@/lib/db";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { cutText } from "@/lib/domain/cut-text";
import { DomainError } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import { noteStep } from "@/lib/domain/packages/note-step";
import type { VersionRef } from "@/lib/domain/plugin-versions/access";
import { may } from "@/lib/domain/policy";
import { lockReviewedPackage, lockReviewedPlugin, type PackageRef, type Reviewed } from "@/lib/domain/review/access";
import { reviewersOf, subjectOf } from "@/lib/domain/threads/access";
import { addRemarks, type Remark } from "@/lib/domain/threads/note-thread";
import { messageColumns, type ThreadMessage } from "@/lib/domain/threads/queries";

type Comment = { body: string; path?: string; line?: number; internal?: boolean; remarks?: readonly Remark[] };

/** Submitter and owner hear of a public comment, reviewers who took part of every one; nobody of their own. */
async function announce({ tx, ctx, target, change }: Step<Reviewed>, body: string, internal: boolean): Promise<void> {
  const { title, named, links, commented } = target;
  if (!internal) await change.emit(commented);
  const authors = internal ? [] : [...new Set(target.authors)];
  const reviewers = (await reviewersOf(tx, target)).filter((one) => !authors.includes(one));
  const text = {
    kind: "package_commented",
    title: `${ctx.actor.name} commented on ${title}`,
    body: cutText(body, 200),
    target: named,
  };
  const others = (people: string[]) => people.filter((one) => one !== ctx.actor.userId);
  await change.notify(others(authors), { ...text, link: links.author });
  await change.notify(others(reviewers), { ...text, link: links.reviewer });
}

async function post(step: Step<Reviewed>, comment: Comment): Promise<ThreadMessage> {
  const { tx, ctx, target, change } = step;
  const { body, path = null, line = null, internal = false, remarks = [] } = comment;
  if (internal && !may(ctx.actor, "packages.review", target.subject)) {
    throw new DomainError("forbidden", "Only reviewers may write internal notes");
  }
  const id = newId("message");
  const about = subjectOf(target);
  const authorId = ctx.actor.userId;
  await tx.threadEntry.create({ data: { id, ...about, authorId, kind: "comment", body, path, line, internal } });
  await addRemarks(tx, ctx, about, remarks);
  if (target.kind === "package" && !internal) await noteStep(tx, ctx, target.id, "commented");
  change.record({ after: { ...target.facts, messageId: id, internal, path, line } });
  await announce(step, body, internal);
  const [row] = await tx.$queryRaw<ThreadMessage[]>`
    SELECT ${messageColumns} FROM "ThreadEntry" e JOIN "User" u ON u."id" = e."authorId" WHERE e."id" = ${id}`;
  if (!row) throw new DomainError("internal", "The comment was not stored");
  return row;
}

/** Adds a comment to a package's conversation. `internal` notes are for reviewers: throws `forbidden` for others. */
export const commentPackage = command({
  permission: "packages.comment",
  audit: "package.commented",
  target: (tx: Tx, ctx: Ctx, ref: PackageRef) => lockReviewedPackage(tx, ctx, ref),
  run: (step, comment: PackageRef & Comment) => post(step, comment),
});

/** The same about one version of a plugin, with remarks about places in it. Throws `not_found` for all but uploaders and instance admins. */
export const commentPlugin = command({
  permission: "packages.comment",
  audit: "plugin.commented",
  target: (tx: Tx, ctx: Ctx, ref: VersionRef) => lockReviewedPlugin(tx, ctx, ref),
  run: (step, comment: VersionRef & Comment) => post(step, comment),
});
