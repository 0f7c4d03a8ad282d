import { Readable } from "node:stream";
import { blobStore } from "@/lib/blobs/blob-store";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { countBySeverity, versionKeyOf } from "@/lib/domain/packages/rules";
import { readPackage } from "@/lib/packages/read-package";
import type { Person } from "@/lib/testing/given";

export type GivenPackage = { agentId: string; packageId: string; name: string; sha256: string };

async function storeBlob(bytes: Buffer): Promise<{ sha256: string; size: number }> {
  const staged = await blobStore().stage(Readable.from([bytes]), { limit: 512 * 1024 * 1024 });
  await staged.commit();
  return { sha256: staged.sha256, size: staged.size };
}

type Status = "pending" | "approved" | "declined";
const reviewStatus = { pending: "PENDING", approved: "ACTIVE", declined: "REJECTED" } as const;

/** An integrated agent with one package of these bytes, as a submission (and a decision) would leave it. */
export async function givenPackage(
  by: Person,
  bytes: Buffer,
  status: Status = "pending",
  agentId?: string,
): Promise<GivenPackage> {
  const reading = await readPackage(Readable.from([bytes]));
  const { sha256, size } = await storeBlob(bytes);
  const { manifest, files, findings, root, unpackedBytes, hasPlatformKey } = reading;
  const { name, version, description } = manifest;
  const id = agentId ?? newId("agent");
  const packageId = newId("package");
  const workspaceId = by.ctx.workspaceId;
  if (!workspaceId) throw new Error("a package needs a workspace");
  const owned = { ownerId: by.id, createdById: by.id };
  await db().$transaction(async (tx) => {
    if (!agentId) {
      await tx.agent.create({
        data: {
          id,
          workspaceId,
          name,
          description,
          hosting: "integrated",
          reviewStatus: reviewStatus[status],
          ...owned,
        },
      });
      await tx.runtime.create({ data: { agentId: id } });
    }
    const versionKey = versionKeyOf(version);
    const content = { manifest, files, findings, findingCounts: countBySeverity(findings) };
    const facts = { name, version, versionKey, sha256, size, unpackedBytes, root, hasPlatformKey, status };
    await tx.package.create({
      data: { id: packageId, agentId: id, workspaceId, submittedById: by.id, ...facts, ...content },
    });
    await tx.agent.update({ where: { id }, data: { newestPackageId: packageId, reviewStatus: reviewStatus[status] } });
    await tx.packageStep.create({ data: { packageId, step: "submitted", byId: by.id, byName: by.name } });
    if (status === "approved") {
      await tx.runtime.update({
        where: { agentId: id },
        data: { desiredState: "running", desiredPackageId: packageId },
      });
    }
  });
  return { agentId: id, packageId, name, sha256 };
}
