import { type Sql, sql, type Tx } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import { newId } from "@/lib/domain/ids";
import { type PackageFacts, packageFacts } from "@/lib/domain/packages/access";
import { stepsInsert } from "@/lib/domain/packages/note-step";
import type { ReceivedPackage } from "@/lib/domain/packages/receive-package";
import { countBySeverity } from "@/lib/domain/packages/rules";
import { threadInsert } from "@/lib/domain/threads/note-thread";
import { addFindings, type Finding } from "@/lib/packages/findings/finding";
import { packageLimits } from "@/lib/packages/limits";

/** `queuedAt` and `previousStatus` are those of a package that this one takes the place of, if any. */
type Place = { agentId: string; workspaceId: string; queuedAt: string | null; previousStatus: string | null };

function withVersionFinding({ findings, manifest }: ReceivedPackage, newestVersion: string | null): Finding[] {
  if (newestVersion === null) return findings;
  const message = `Version ${manifest.version} is not above ${newestVersion}, the newest one so far`;
  return addFindings(findings, [{ rule: "version.lower", message, path: "ncp.toml" }], packageLimits.findings);
}

/** What the timeline and the thread of a new package begin with. */
function beginnings(ctx: Ctx, id: string, version: string, findings: readonly Finding[], also: Sql) {
  const found = findings.length === 1 ? "1 finding" : `${findings.length} findings`;
  const submitted = { step: "submitted", note: `Version ${version}`, by: ctx } as const;
  return {
    steps: stepsInsert(id, [submitted, { step: "scanned", note: found, by: null }], also),
    thread: threadInsert(ctx, { packageId: id }, { kind: "submit", body: `Version ${version}` }, also),
  };
}

type NewPackage = { id: string; place: Place; findings: readonly Finding[] };

function packageInsert(ctx: Ctx, received: ReceivedPackage, { id, place, findings }: NewPackage, from: Sql): Sql {
  const { manifest, files, root, sha256, size, versionKey, unpackedBytes, hasPlatformKey, requirements } = received;
  return sql`
    INSERT INTO "Package" ("id", "agentId", "workspaceId", "name", "version", "versionKey", "sha256", "size",
      "unpackedBytes", "manifest", "files", "findings", "findingCounts", "root", "hasPlatformKey", "status",
      "submittedById", "submittedAt", "queuedAt", "scannedAt", "previousStatus")
    SELECT ${id}, ${place.agentId}, ${place.workspaceId}::uuid, ${manifest.name}, ${manifest.version},
      ${versionKey}, ${sha256}, ${size}::int, ${unpackedBytes}::bigint, ${JSON.stringify({ ...manifest, requirements })}::jsonb,
      ${JSON.stringify(files)}::jsonb, ${JSON.stringify(findings)}::jsonb,
      ${JSON.stringify(countBySeverity(findings))}::jsonb, ${root}, ${hasPlatformKey}::boolean, 'pending',
      ${ctx.actor.userId}, clock_timestamp(), coalesce(${place.queuedAt}::timestamptz, clock_timestamp()),
      clock_timestamp(), ${place.previousStatus} ${from}
    RETURNING *`;
}

/** The first package of an agent that the same statement makes, if it makes it (`made`), with its timeline and thread. */
export function firstPackage(
  ctx: Ctx,
  received: ReceivedPackage,
  id: string,
  agent: { id: string; workspaceId: string },
) {
  const place = { agentId: agent.id, workspaceId: agent.workspaceId, queuedAt: null, previousStatus: null };
  const { findings, manifest } = received;
  return {
    p: packageInsert(ctx, received, { id, place, findings }, sql`FROM made`),
    ...beginnings(ctx, id, manifest.version, findings, sql`CROSS JOIN made`),
  };
}

/** Makes a package that waits for a decision, with its timeline and thread, in one statement. `notAbove`: the version that it is not above. */
export async function insertPackage(
  { tx, ctx }: { tx: Tx; ctx: Ctx },
  received: ReceivedPackage,
  place: Place,
  notAbove: string | null,
): Promise<PackageFacts> {
  const id = newId("package");
  const findings = withVersionFinding(received, notAbove);
  const { steps, thread } = beginnings(ctx, id, received.manifest.version, findings, sql``);
  const [facts] = await tx.$queryRaw<PackageFacts[]>`
    WITH p AS (${packageInsert(ctx, received, { id, place, findings }, sql``)}), steps AS (${steps}), thread AS (${thread})
    SELECT ${packageFacts} FROM p`;
  if (!facts) throw new Error("The package row was not made");
  return facts;
}
