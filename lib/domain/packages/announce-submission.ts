import { readRows, sql, type Tx } from "@/lib/db";
import type { Change } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import type { PackageFacts } from "@/lib/domain/packages/access";

type Submitted = { id: string; number?: number; name: string; workspaceId: string };

/** Whoever reviews in a workspace: its owners and admins that can sign in. */
const reviewersOf = (workspaceId: string) => sql`
  SELECT m."userId" FROM "Membership" m JOIN "User" u ON u."id" = m."userId"
  WHERE m."workspaceId" = ${workspaceId}::uuid AND m."role" IN ('owner', 'admin') AND u."disabledAt" IS NULL`;

/**
 * Tells of a new package: browsers, and where it waits for review, the reviewers of the workspace, who are read outside of the
 * transaction unless `tx` is given.
 */
export async function announceSubmission(
  { ctx, change, tx }: { ctx: Ctx; change: Change; tx?: Tx },
  agent: Submitted,
  facts: Pick<PackageFacts, "id" | "version">,
  status: string,
): Promise<void> {
  const { id, number, name, workspaceId } = agent;
  const data = { packageId: facts.id, version: facts.version, status };
  const event = { topic: "packages", targetId: id, name, number, workspaceId, data } as const;
  await change.emit({ ...event, type: "package_submitted" });
  if (status === "ACTIVE") {
    await change.emit({ ...event, type: "package_reviewed", data: { ...data, decision: "approved" } });
    return;
  }
  const asked = reviewersOf(workspaceId);
  const reviewers = await (tx ? tx.$queryRaw<{ userId: string }[]>(asked) : readRows<{ userId: string }>(asked));
  await change.notify(
    reviewers.map(({ userId }) => userId).filter((person) => person !== ctx.actor.userId),
    {
      kind: "package_submitted",
      title: `${name} ${facts.version} waits for review`,
      body: `Submitted by ${ctx.actor.name}`,
      link: `/review/${facts.id}`,
      target: { type: "package", id: facts.id, name, workspaceId },
    },
  );
}
