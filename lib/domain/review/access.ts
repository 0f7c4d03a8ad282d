import type { Tx } from "@/lib/db";
import type { AuditTarget, DomainEvent } from "@/lib/domain/change";
import type { Target } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { lockPackage } from "@/lib/domain/packages/access";
import { lockReviewedVersion, type VersionRef } from "@/lib/domain/plugin-versions/access";
import { pluginReviewChanged } from "@/lib/domain/plugins/changed-event";

type Person = { id: string; name: string };

/** What is reviewed, a package or a version of a plugin, as claims and conversations see it. */
export type Reviewed = Target & {
  kind: "package" | "plugin";
  /** Of the package or of the version. */
  id: string;
  /** Its name with its version. */
  title: string;
  status: string;
  claimedBy: Person | null;
  /** Submitter and owner: they hear of what is said about it. */
  authors: string[];
  /** The pages on which authors and reviewers read it. */
  links: { author: string; reviewer: string };
  /** How notifications name it, and what audit rows say of it besides their target. */
  named: AuditTarget;
  facts: Record<string, string>;
  /** The event of a comment that everybody who reads it may see. */
  commented: DomainEvent;
};

export type PackageRef = { packageId: string };

/** A package under review, its agent locked. Throws `not_found`. */
export async function lockReviewedPackage(tx: Tx, ctx: Ctx, { packageId }: PackageRef): Promise<Reviewed> {
  const agent = await lockPackage(tx, ctx, { packageId });
  const { subject, audit, rev, name, number, ownerId, workspaceId } = agent;
  const { id, version, status, submittedById } = agent.package;
  const select = { claimedBy: { select: { id: true, name: true } } };
  const { claimedBy } = await tx.package.findUniqueOrThrow({ where: { id }, select });
  const about = { topic: "packages", type: "package_commented", targetId: agent.id } as const;
  return {
    kind: "package",
    ...{ subject, audit, rev, id, status, claimedBy },
    title: `${name} ${version}`,
    authors: ownerId === null ? [submittedById] : [submittedById, ownerId],
    links: { author: `/submissions/${id}`, reviewer: `/review/${id}` },
    named: { type: "package", id, name, workspaceId },
    facts: { packageId: id },
    commented: { ...about, name, number, workspaceId, data: { packageId: id, version } },
  };
}

/** A version of a plugin under review, its plugin locked. Throws `not_found` for all but those who see its scan. */
export async function lockReviewedPlugin(tx: Tx, ctx: Ctx, ref: VersionRef): Promise<Reviewed> {
  const reviewed = await lockReviewedVersion(tx, ctx, ref);
  const { subject, audit, id, pluginId, name, version, status, claimedBy, authors } = reviewed;
  const page = `/review/plugins/${pluginId}?version=${encodeURIComponent(version)}&tab=conversation`;
  return {
    kind: "plugin",
    ...{ subject, audit, id, status, claimedBy, authors },
    title: `${name} ${version}`,
    links: { author: page, reviewer: page },
    named: audit,
    facts: { version },
    commented: pluginReviewChanged(reviewed, "commented"),
  };
}
