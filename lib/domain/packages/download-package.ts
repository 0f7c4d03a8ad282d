import type { Readable } from "node:stream";
import { blobStore } from "@/lib/blobs/blob-store";
import { BlobMissing } from "@/lib/blobs/store";
import type { Tx } from "@/lib/db";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { getPackage, type PackageTarget, type PackageWhere } from "@/lib/domain/packages/access";
import { log } from "@/lib/log";
import { redactPlatformKey } from "@/lib/packages/redact";

/** A package file: `sha256` is the stored package's, also of a redacted file; `size` in bytes, null where it is not known before. */
export type PackageFile = {
  name: string;
  version: string;
  sha256: string;
  size: number | null;
  redacted: boolean;
};
type Part = { start: number; end: number };
type Where = { where: PackageWhere; version?: string };
type Input = Where & {
  /** Whether the caller has this file already; then nothing is opened or audited. */
  has?: (file: PackageFile) => boolean;
  /** The part that the caller wants of a file whose size is known; nothing is opened or audited for one beyond its end. */
  part?: (file: PackageFile, size: number) => Part | "beyond" | null;
};

/** `stream` is null where nothing is to be sent; `range` is absent where parts cannot be had. */
export type OpenedPackage = PackageFile & { stream: Readable | null; range: Part | "beyond" | null | undefined };

async function targetOf(tx: Tx, ctx: Ctx, { where, version }: Where): Promise<PackageTarget> {
  const newest = await getPackage(tx, ctx, where);
  if (version === undefined || version === newest.package.version) return newest;
  const [older] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Package" WHERE "agentId" = ${newest.id} AND "version" = ${version}
    ORDER BY "submittedAt" DESC, "id" DESC LIMIT 1`;
  if (!older) {
    throw new DomainError("not_found", `Agent '${newest.name}' has no version '${version.slice(0, 50)}'`);
  }
  const found = await getPackage(tx, ctx, { packageId: older.id });
  return { ...found, subject: newest.subject };
}

async function open(sha256: string, redacted: boolean, part?: Part): Promise<Readable> {
  try {
    const stored = await blobStore().open(sha256, part);
    return redacted ? redactPlatformKey(stored) : stored;
  } catch (error) {
    if (!(error instanceof BlobMissing)) throw error;
    log().error({ err: error }, "a package's bytes are not in the store");
    throw new DomainError("unavailable", "The package store does not have this file at the moment", { retryAfter: 30 });
  }
}

/**
 * The bytes of a package, of any status: the newest, or the newest of `version`. Whoever uploaded it gets them as they
 * are; for others a filled `platform.api_key` is emptied. `stream` is null when the caller has the file already.
 */
export const downloadPackage = command({
  permission: "packages.read",
  audit: "package.downloaded",
  reads: true,
  target: targetOf,
  run: async (step: Step<PackageTarget>, { has, part }: Input): Promise<OpenedPackage> => {
    const { target, change, ctx } = step;
    const { id: packageId, version, sha256, size, hasPlatformKey, submittedById } = target.package;
    const redacted = hasPlatformKey && submittedById !== ctx.actor.userId;
    const file = { name: target.name, version, sha256, size: redacted ? null : size, redacted };
    const range = file.size === null ? undefined : part?.(file, file.size);
    if (has?.(file) || range === "beyond") {
      change.nothing();
      return { ...file, range, stream: null };
    }
    change.record({ after: { packageId, version, sha256, redacted, ...(range && { bytes: range }) } });
    return { ...file, range, stream: await open(sha256, redacted, range ?? undefined) };
  },
});
