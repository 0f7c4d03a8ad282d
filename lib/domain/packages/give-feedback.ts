import { command, type Step } from "@/lib/domain/command";
import { lockPackage, type PackageTarget, type PackageWhere } from "@/lib/domain/packages/access";
import { noteStep } from "@/lib/domain/packages/note-step";
import { assertSeen, type Seen } from "@/lib/domain/packages/review-package";
import { noteThread, type Remark } from "@/lib/domain/threads/note-thread";

type Feedback = { where: PackageWhere; body: string; feedbackType?: string; remarks?: readonly Remark[] } & Seen;

/**
 * A reviewer comments on the newest package without deciding: a thread entry and the agent's latest feedback; the
 * submitter is told. `body` has 1–10,000 characters. Throws `package_changed`, `state_changed`, `conflict`.
 */
export const giveFeedback = command({
  permission: "packages.review",
  audit: "package.commented",
  target: (tx, ctx, { where }: { where: PackageWhere }) => lockPackage(tx, ctx, where),
  run: async (step: Step<PackageTarget>, input: Feedback): Promise<{ packageId: string; agentName: string }> => {
    const { tx, ctx, target, change } = step;
    await assertSeen(step, input);
    const { id, name, number, workspaceId, package: facts } = target;
    const { body, feedbackType = null } = input;
    const which = { packageId: facts.id, version: facts.version };
    await tx.package.update({ where: { id: facts.id }, data: { feedback: body } });
    await noteStep(tx, ctx, facts.id, "commented");
    await noteThread(tx, ctx, { packageId: facts.id }, { kind: "comment", body, feedbackType }, input.remarks);
    change.record({ after: { ...which, feedbackType, body } });
    await change.emit({
      topic: "packages",
      type: "package_commented",
      targetId: id,
      name,
      number,
      workspaceId,
      data: which,
    });
    await change.notify(
      [facts.submittedById].filter((person) => person !== ctx.actor.userId),
      {
        kind: "package_commented",
        title: `New feedback on ${name} ${facts.version}`,
        link: `/submissions/${facts.id}`,
        target: { type: "package", id: facts.id, name, workspaceId },
      },
    );
    return { packageId: facts.id, agentName: name };
  },
});
