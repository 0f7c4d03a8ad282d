import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql, type Tx } from "@/lib/db";
import { type AgentTarget, getAgent } from "@/lib/domain/agents/access";
import { byId } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { may } from "@/lib/domain/policy";
import type { Reader } from "@/lib/domain/query";
import {
  type AttachmentKind,
  attachmentKinds,
  type Snapshot,
  type VersionAttachments,
  versionAttachments,
  versionContent,
} from "@/lib/domain/versions/rules";

export type VersionRow = {
  id: string;
  agentId: string;
  position: number;
  label: string;
  parentId: string | null;
  note: string;
  authorId: string | null;
  packageId: string | null;
  content: unknown;
  attachments: unknown;
  mapping: Prisma.JsonValue;
  createdAt: Date;
  publishedAt: Date | null;
};

/** A version with the agent that it belongs to. */
export type VersionTarget = AgentTarget & { version: VersionRow };

const versionColumns = {
  id: true,
  agentId: true,
  position: true,
  label: true,
  parentId: true,
  note: true,
  authorId: true,
  packageId: true,
  content: true,
  attachments: true,
  mapping: true,
  createdAt: true,
  publishedAt: true,
} as const;

export function versionNotFound(id: string): DomainError {
  return new DomainError("not_found", `Version '${id.slice(0, 100)}' not found`);
}

/** A version that the caller may see: of an agent they may read, and published or theirs to edit. `not_found` otherwise. */
export async function getVersion(db: Reader | Tx, ctx: Ctx, id: string, lock = false): Promise<VersionTarget> {
  const found = await db.agentVersion.findUnique({ where: { id }, select: { agentId: true } });
  if (!found) throw versionNotFound(id);
  const agent = await getAgent(db, ctx, byId(found.agentId), { lock }).catch((error: unknown) => {
    throw error instanceof DomainError && error.fault === "not_found" ? versionNotFound(id) : error;
  });
  const version = await db.agentVersion.findUnique({ where: { id }, select: versionColumns });
  if (!version || (version.publishedAt === null && !may(ctx.actor, "agents.edit", agent.subject)))
    throw versionNotFound(id);
  return { ...agent, version };
}

/** What a stored version says. */
export function snapshotOf(version: Pick<VersionRow, "content" | "attachments">): Snapshot {
  return {
    content: versionContent.parse(version.content),
    attachments: versionAttachments.parse(version.attachments),
  };
}

type Tables = { thing: Sql; join: Sql; key: Sql; order: Sql };
const tables = (thing: string, key: string, order = "attachedAt"): Tables => ({
  thing: Prisma.raw(`"${thing}"`),
  join: Prisma.raw(thing === "MarketplacePlugin" ? '"AgentPlugin"' : `"Agent${thing}"`),
  key: Prisma.raw(`"${key}"`),
  order: Prisma.raw(`"${order}"`),
});

const attachmentTables: Readonly<Record<AttachmentKind, Tables>> = {
  tools: tables("Tool", "toolId"),
  skills: tables("Skill", "skillId"),
  mcpServers: tables("McpServer", "mcpServerId"),
  semanticDataModels: tables("SemanticDataModel", "semanticDataModelId"),
  dataConnections: tables("DataConnection", "dataConnectionId"),
  plugins: tables("MarketplacePlugin", "pluginId", "priority"),
};

/** What is attached to the working copy of an agent, in its order, as a version would freeze it. */
export function draftAttachments(agentId: string): Sql {
  const parts = attachmentKinds.map((kind) => {
    const { thing, join, key, order } = attachmentTables[kind];
    return sql`${kind}::text, coalesce((SELECT jsonb_agg(jsonb_build_object('id', x."id"::text, 'name', x."name")
        ORDER BY j.${order}, x."id") FROM ${join} j JOIN ${thing} x ON x."id" = j.${key} WHERE j."agentId" = ${agentId}), '[]')`;
  });
  return sql`jsonb_build_object(${Prisma.join(parts)})`;
}

/** What is attached to agent `a`, or was to its version `v` where that is joined, in its order: `("id", "place")`. */
export function attachedIds(kind: AttachmentKind): Sql {
  const { join, key, order } = attachmentTables[kind];
  return sql`(SELECT j.${key}::text AS "id", row_number() OVER (ORDER BY j.${order}, j.${key}) AS "place"
      FROM ${join} j WHERE j."agentId" = a."id" AND v."id" IS NULL
    UNION ALL SELECT e."value"->>'id', e."place"
      FROM jsonb_array_elements(coalesce(v."attachments"->${kind}::text, '[]')) WITH ORDINALITY AS e("value", "place"))`;
}

const contentColumns = Object.keys(versionContent.shape).map((key) => `'${key}', a."${key}"`);

/** The content of agent `a`'s working copy as a version would freeze it. */
export const draftContent = Prisma.raw(`jsonb_build_object(${contentColumns.join(", ")})`);

/** The attachments alone. */
export async function readAttachments(tx: Reader | Tx, agentId: string): Promise<VersionAttachments> {
  const [row] = await tx.$queryRaw<{ list: unknown }[]>`SELECT ${draftAttachments(agentId)} AS "list"`;
  return versionAttachments.parse(row?.list);
}

/** The working copy of an agent as a version would freeze it. */
export async function snapshotDraft(tx: Reader | Tx, agentId: string): Promise<Snapshot> {
  const [row] = await tx.$queryRaw<{ content: unknown; attachments: unknown }[]>`
    SELECT ${draftContent} AS "content", ${draftAttachments(agentId)} AS "attachments" FROM "Agent" a WHERE a."id" = ${agentId}`;
  if (!row) throw new Error(`agent ${agentId} went away while it was read`);
  return snapshotOf(row);
}

/** Those of the ids that are still there, with the names of what they stand for. */
export async function presentIds(tx: Reader | Tx, kind: AttachmentKind, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT x."id"::text AS "id", x."name" FROM ${attachmentTables[kind].thing} x WHERE x."id"::text = ANY(${ids}::text[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Attaches exactly these to an agent's working copy, in this order. */
export async function attachOnly(tx: Tx, kind: AttachmentKind, agentId: string, ids: string[]): Promise<void> {
  const { join, key, order } = attachmentTables[kind];
  await tx.$executeRaw`DELETE FROM ${join} WHERE "agentId" = ${agentId}`;
  if (ids.length === 0) return;
  const plugin = kind === "plugins";
  const id = plugin ? sql`listed."id"::uuid` : sql`listed."id"`;
  const place = plugin ? sql`listed."place" - 1` : sql`now() + listed."place" * interval '1 microsecond'`;
  await tx.$executeRaw`
    INSERT INTO ${join} ("agentId", ${key}, ${order})
    SELECT ${agentId}, ${id}, ${place} FROM unnest(${ids}::text[]) WITH ORDINALITY AS listed("id", "place")`;
}
