import { sql } from "@/lib/db";
import { command, type Target } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { getInstallTarget } from "@/lib/domain/integrations/access";
import { integrationChanged } from "@/lib/domain/integrations/changed-event";
import { takeOffDrafts } from "@/lib/domain/integrations/write-members";

type MemberTarget = Target & { workspaceId: string; targetId: string; detached: boolean };
type Row = { installId: string; targetId: string; detached: boolean };

/** Hides one member in the workspace where it is installed, nowhere else; a repeat changes nothing. */
export const detachMember = command({
  permission: "workspace.administer",
  audit: "integration.member_detached",
  target: async (tx, ctx, { id }: { id: string }): Promise<MemberTarget> => {
    const [row] = await tx.$queryRaw<Row[]>`SELECT m."installId", m."targetId", m."detachedAt" IS NOT NULL AS "detached"
      FROM "IntegrationMember" m WHERE m."id" = ${id} AND m."installId" IS NOT NULL ${sql`FOR UPDATE`}`;
    const absent = new DomainError("not_found", `No member '${id.slice(0, 60)}'`);
    if (!row) throw absent;
    const install = await getInstallTarget(tx, ctx, row.installId).catch((error: unknown) => {
      throw error instanceof DomainError && error.fault === "not_found" ? absent : error;
    });
    const { workspaceId } = install.row;
    const audit = { type: "integration_member", id, name: install.audit.name, workspaceId };
    return { workspaceId, targetId: row.targetId, detached: row.detached, subject: install.subject, audit };
  },
  run: async ({ tx, target, change }, { id }): Promise<void> => {
    const { workspaceId, targetId, detached, audit } = target;
    if (detached) return change.nothing();
    await tx.integrationMember.update({ where: { id }, data: { detachedAt: new Date() } });
    const detachedFrom = await takeOffDrafts(tx, workspaceId, [targetId]);
    change.record({ after: { targetId, detachedFrom } });
    await change.emit(integrationChanged(id, audit.name, workspaceId));
  },
});
