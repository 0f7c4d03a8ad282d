import type { Tx } from "@/lib/db";
import { command, type Step } from "@/lib/domain/command";
import { atLeast, roles } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import { may } from "@/lib/domain/policy";
import { lockPackage, type PackageTarget } from "@/lib/domain/submissions/access";
import { messageColumns, type ThreadMessage } from "@/lib/domain/threads/queries";

export type NewComment = { packageId: string; body: string; path?: string; line?: number; internal?: boolean };

const adminRoles = roles.filter((role) => atLeast(role, "admin"));

/** Submitter and owner hear of a public comment, reviewers of every one; nobody of their own. */
async function audienceOf(tx: Tx, target: PackageTarget, authorId: string, internal: boolean) {
  const { workspaceId, submittedById, claimedById, subject } = target;
  const said = await tx.threadEntry.findMany({ where: { packageId: target.id }, select: { authorId: true } });
  const admins = await tx.membership.findMany({
    where: { workspaceId, role: { in: adminRoles }, userId: { in: said.map((entry) => entry.authorId) } },
    select: { userId: true },
  });
  const outside = internal ? [] : [submittedById, subject.ownerId];
  const everybody = [...outside, claimedById, ...admins.map((admin) => admin.userId)];
  return [...new Set(everybody)].filter((id): id is string => typeof id === "string" && id !== authorId);
}

async function announce({ tx, ctx, target, change }: Step<PackageTarget>, comment: NewComment, excerpt: string) {
  const internal = comment.internal ?? false;
  const { id, agentId, workspaceId, submittedById, audit } = target;
  const data = { packageId: id, agentId, status: target.status, version: target.version, internal };
  if (!internal) {
    await change.emit({
      topic: "packages",
      type: "package_commented",
      targetId: id,
      name: target.agentName,
      workspaceId,
      data,
    });
  }
  const audience = await audienceOf(tx, target, ctx.actor.userId, internal);
  const text = {
    kind: "package_commented",
    title: `${ctx.actor.name} commented on ${audit.name}`,
    body: excerpt,
    target: audit,
  };
  const submitters = audience.filter((person) => person === submittedById);
  const others = audience.filter((person) => person !== submittedById);
  await change.notify(submitters, { ...text, link: `/submissions/${id}` });
  await change.notify(others, { ...text, link: `/review/${id}` });
}

/** Adds a comment to a package's conversation. `internal` notes are for reviewers: throws `forbidden` for others. */
export const postComment = command({
  permission: "packages.comment",
  audit: "package.commented",
  target: (tx, ctx, comment: NewComment) => lockPackage(tx, ctx, comment.packageId),
  run: async (step, comment): Promise<ThreadMessage> => {
    const { tx, ctx, target, change } = step;
    const { body, path = null, line = null, internal = false } = comment;
    if (internal && !may(ctx.actor, "packages.review", target.subject)) {
      throw new DomainError("forbidden", "Only reviewers may write internal notes");
    }
    const id = newId("message");
    await tx.threadEntry.create({
      data: { id, packageId: target.id, authorId: ctx.actor.userId, kind: "comment", body, path, line, internal },
    });
    if (!internal) {
      const by = { byId: ctx.actor.userId, byName: ctx.actor.name };
      await tx.packageStep.create({ data: { packageId: target.id, step: "commented", ...by } });
    }
    change.record({ after: { messageId: id, internal, path, line } });
    await announce(step, comment, body.slice(0, 200));
    const [row] = await tx.$queryRaw<ThreadMessage[]>`
      SELECT ${messageColumns} FROM "ThreadEntry" e JOIN "User" u ON u."id" = e."authorId" WHERE e."id" = ${id}`;
    if (!row) throw new DomainError("internal", "The comment was not stored");
    return row;
  },
});
