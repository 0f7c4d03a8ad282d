import { command, type Step } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import { lockPackage, type PackageTarget } from "@/lib/domain/packages/access";
import { noteStep } from "@/lib/domain/packages/note-step";
import { may } from "@/lib/domain/policy";
import { reviewersOf } from "@/lib/domain/threads/access";
import { messageColumns, type ThreadMessage } from "@/lib/domain/threads/queries";

export type NewComment = { packageId: string; body: string; path?: string; line?: number; internal?: boolean };

/** Submitter and owner hear of a public comment, reviewers who took part of every one; nobody of their own. */
async function announce({ tx, ctx, target, change }: Step<PackageTarget>, body: string, internal: boolean) {
  const { id, name, number, workspaceId, ownerId, package: facts } = target;
  const data = { packageId: facts.id, version: facts.version };
  const event = {
    topic: "packages",
    type: "package_commented",
    targetId: id,
    name,
    number,
    workspaceId,
    data,
  } as const;
  if (!internal) await change.emit(event);
  const self = ctx.actor.userId;
  const authors = internal ? [] : [...new Set([facts.submittedById, ownerId])].filter((one) => one !== null);
  const reviewers = (await reviewersOf(tx, facts.id, workspaceId)).filter((one) => !authors.includes(one));
  const text = {
    kind: "package_commented",
    title: `${ctx.actor.name} commented on ${name} ${facts.version}`,
    body: body.slice(0, 200),
    target: { type: "package", id: facts.id, name, workspaceId },
  };
  await change.notify(
    authors.filter((one) => one !== self),
    { ...text, link: `/submissions/${facts.id}` },
  );
  await change.notify(
    reviewers.filter((one) => one !== self),
    { ...text, link: `/review/${facts.id}` },
  );
}

/** Adds a comment to a package's conversation. `internal` notes are for reviewers: throws `forbidden` for others. */
export const postComment = command({
  permission: "packages.comment",
  audit: "package.commented",
  target: (tx, ctx, comment: Pick<NewComment, "packageId">) => lockPackage(tx, ctx, { packageId: comment.packageId }),
  run: async (step, comment: NewComment): Promise<ThreadMessage> => {
    const { tx, ctx, target, change } = step;
    const { body, path = null, line = null, internal = false } = comment;
    const packageId = target.package.id;
    if (internal && !may(ctx.actor, "packages.review", target.subject)) {
      throw new DomainError("forbidden", "Only reviewers may write internal notes");
    }
    const id = newId("message");
    const authorId = ctx.actor.userId;
    await tx.threadEntry.create({ data: { id, packageId, authorId, kind: "comment", body, path, line, internal } });
    if (!internal) await noteStep(tx, ctx, packageId, "commented");
    change.record({ after: { packageId, messageId: id, internal, path, line } });
    await announce(step, body, internal);
    const [row] = await tx.$queryRaw<ThreadMessage[]>`
      SELECT ${messageColumns} FROM "ThreadEntry" e JOIN "User" u ON u."id" = e."authorId" WHERE e."id" = ${id}`;
    if (!row) throw new DomainError("internal", "The comment was not stored");
    return row;
  },
});
