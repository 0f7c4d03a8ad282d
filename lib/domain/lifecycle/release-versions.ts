import { sql } from "@/lib/db";
import { editableAgents, getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { isoTime, typedPage } from "@/lib/domain/json-sql";
import { keysetPage, type Page, type PageRequest, type SortKey } from "@/lib/domain/page";
import { may } from "@/lib/domain/policy";
import { query, type Reader } from "@/lib/domain/query";
import { presentIds, snapshotOf } from "@/lib/domain/versions/access";
import { versionOfAgent } from "@/lib/domain/versions/find-version";
import { type Mapping, mappingOf } from "@/lib/domain/versions/map-resources";
import { type AttachmentKind, attachmentKinds, type VersionContent } from "@/lib/domain/versions/rules";

/** A version as a release of its agent, without its content. */
export type ReleaseVersion = {
  id: string;
  agentId: string;
  label: string;
  note: string;
  live: boolean;
  parentId: string | null;
  restoredFromId: string | null;
  packageVersion: string | null;
  createdBy: string | null;
  createdAt: string;
  publishedAt: string | null;
};
type Attached = { id: string; name: string; deleted?: true };
type FrozenFile = { path: string; size: number; sha256: string };
export type ReleaseDetail = ReleaseVersion & {
  content: VersionContent;
  attachments: Record<AttachmentKind, Attached[]>;
  files: FrozenFile[];
  mapping: Mapping;
};

const columns = sql`v."agentId", v."label", v."note", (v."id" IS NOT DISTINCT FROM a."liveVersionId") AS "live",
  v."parentId", v."restoredFromId", (SELECT p."version" FROM "Package" p WHERE p."id" = v."packageId") AS "packageVersion",
  v."authorId" AS "createdBy", ${isoTime(sql`v."createdAt"`)} AS "createdAt", ${isoTime(sql`v."publishedAt"`)} AS "publishedAt"`;
const from = sql`FROM "AgentVersion" v JOIN "Agent" a ON a."id" = v."agentId"`;
// The position is unique in an agent: a page is read from its index however long the history is.
const newest: SortKey[] = [
  { name: "position", column: sql`v."position"`, cast: "integer", direction: "desc", nulls: "none" },
];

/** One page of an agent's versions, newest first and not counted; without the right to edit only those that were live. Throws `not_found`, `invalid_cursor`. */
export const listReleaseVersions = query({
  permission: "agents.read",
  target: (db, ctx, { agent }: { agent: AgentRef } & PageRequest) => getAgent(db, ctx, agent),
  run: async ({ ctx, target }, request): Promise<Page<ReleaseVersion>> => {
    const spec = {
      list: `release-versions:${target.id}`,
      from,
      where: sql`v."agentId" = ${target.id} AND (v."publishedAt" IS NOT NULL OR ${editableAgents(ctx)})`,
      total: sql`0`,
      id: sql`v."id"`,
      order: newest,
      select: columns,
    };
    return typedPage<ReleaseVersion>(await keysetPage(spec, request));
  },
});

/** What was attached, with a mark on what was deleted since. */
async function attachmentsOf(db: Reader, version: { content: unknown; attachments: unknown }) {
  const { attachments } = snapshotOf(version);
  const entries = attachmentKinds.map(async (kind) => {
    const list = attachments[kind] ?? [];
    const ids = list.map(({ id }) => id);
    const present = await presentIds(db, kind, ids);
    const marked: Attached[] = list.map((one) => (present.has(one.id) ? one : { ...one, deleted: true }));
    return [kind, marked] as const;
  });
  const [tools, skills, mcpServers, semanticDataModels, dataConnections, plugins] = await Promise.all(entries);
  const of = (entry: readonly [AttachmentKind, Attached[]] | undefined) => entry?.[1] ?? [];
  return {
    tools: of(tools),
    skills: of(skills),
    mcpServers: of(mcpServers),
    semanticDataModels: of(semanticDataModels),
    dataConnections: of(dataConnections),
    plugins: of(plugins),
  };
}

/** One version of an agent, by id or label, with its content. Throws `not_found`. */
export const getReleaseVersion = query({
  permission: "agents.read",
  target: (db, ctx, { agent }: { agent: AgentRef; version: string }) => getAgent(db, ctx, agent),
  run: async ({ db, ctx, target }, { version: ref }): Promise<ReleaseDetail> => {
    const version = await versionOfAgent(db, target.id, ref, may(ctx.actor, "agents.edit", target.subject));
    const [row] = await db.$queryRaw<ReleaseVersion[]>`SELECT v."id", ${columns} ${from} WHERE v."id" = ${version.id}`;
    if (!row) throw new Error(`version ${version.id} went away while it was read`);
    const select = { path: true, size: true, sha256: true };
    const files = await db.versionFile.findMany({ where: { versionId: version.id }, select, orderBy: { path: "asc" } });
    const attachments = await attachmentsOf(db, version);
    return { ...row, content: snapshotOf(version).content, attachments, files, mapping: mappingOf(version) };
  },
});
