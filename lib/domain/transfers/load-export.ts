import type { Tx } from "@/lib/db";
import { type AgentTarget, getAgent } from "@/lib/domain/agents/access";
import { type AgentRef, agentNotFound } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { may } from "@/lib/domain/policy";
import type { Reader } from "@/lib/domain/query";
import { withConnectionNames } from "@/lib/domain/semantic-models/rules";
import { asExportServer, asJsonObject } from "@/lib/domain/transfers/export-rows";
import { versionNotFound } from "@/lib/domain/versions/access";
import { draftForbidden, sideOf } from "@/lib/domain/versions/find-side";
import type { Snapshot } from "@/lib/domain/versions/rules";
import type { ExportBundle } from "@/lib/packages/agent-zip/export-spec";

export type ExportWhere = { agent: AgentRef; version?: string };
/** An agent with what is exported of it; `versionId` null means the working copy, and then `label` too. */
export type ExportTarget = AgentTarget & { versionId: string | null; label: string | null; snapshot: Snapshot };

/**
 * The agent in the workspace of the request with the version that is meant, by default what the caller is shown. Throws
 * `not_found` for what the caller may not know of, `forbidden` for the draft of somebody who may only read.
 */
export async function exportTarget(
  db: Reader | Tx,
  ctx: Ctx,
  { agent: ref, version }: ExportWhere,
): Promise<ExportTarget> {
  const agent = await getAgent(db, ctx, ref);
  // System agents lie in no workspace.
  if (agent.workspaceId === null || agent.workspaceId !== ctx.workspaceId) throw agentNotFound(ref);
  const edits = may(ctx.actor, "agents.edit", agent.subject);
  const shown = edits || agent.liveVersionId === null ? "draft" : "live";
  const { side, snapshot } = await sideOf(db, agent, version ?? shown, edits || version === undefined);
  if (version === "draft" && !edits) throw draftForbidden(agent);
  if (snapshot === null) throw versionNotFound(version ?? shown);
  return { ...agent, versionId: side.id, label: side.label, snapshot };
}

/** Rows by their ids, in the order of the ids; what is gone is left out. */
const inOrder = <T extends { id: string }>(ids: readonly { id: string }[] = [], rows: readonly T[]) =>
  ids.flatMap(({ id }) => rows.find((row) => row.id === id) ?? []);

const idsOf = (list: readonly { id: string }[] = []) => ({ in: list.map(({ id }) => id) });

type Model = { id: string; name: string; body: unknown };

/** Models as the version froze them; connections that were renamed since are named as they are called now. */
async function frozenModels(db: Reader | Tx, versionId: string): Promise<Model[]> {
  const frozen = await db.versionModel.findMany({ where: { versionId } });
  const pairs = frozen.map(({ connections }) => Object(connections) as Record<string, string>);
  const wanted = [...new Set(pairs.flatMap((pair) => Object.values(pair)))];
  const rows = await db.dataConnection.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true },
  });
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return frozen.map(({ modelId: id, name, semanticModel }, at) => {
    const now = Object.entries(pairs[at] ?? {}).map(([old, id]): [string, string] => [old, names.get(id) ?? old]);
    return { id, name, body: withConnectionNames(semanticModel, new Map(now)) };
  });
}

async function draftModels(db: Reader | Tx, ids: readonly { id: string }[] | undefined): Promise<Model[]> {
  const where = { id: idsOf(ids) };
  const rows = await db.semanticDataModel.findMany({ where, select: { id: true, name: true, semanticModel: true } });
  return rows.map(({ semanticModel, ...row }) => ({ ...row, body: semanticModel }));
}

async function attachmentsOf(db: Reader | Tx, { snapshot, versionId }: ExportTarget) {
  const { mcpServers, semanticDataModels, dataConnections, plugins, skills = [], tools = [] } = snapshot.attachments;
  const servers = await db.mcpServer.findMany({ where: { id: idsOf(mcpServers) } });
  const models = await (versionId === null ? draftModels(db, semanticDataModels) : frozenModels(db, versionId));
  const connections = await db.dataConnection.findMany({
    where: { id: idsOf(dataConnections) },
    select: { id: true, name: true, engine: true },
  });
  const slugs = await db.marketplacePlugin.findMany({
    where: { id: idsOf(plugins) },
    select: { id: true, slug: true },
  });
  return {
    servers: inOrder(mcpServers, servers).map(asExportServer),
    models: inOrder(semanticDataModels, models).map(({ name, body }) => ({ name, body: asJsonObject(body) })),
    connections: inOrder(dataConnections, connections).map(({ name, engine }) => ({ name, engine })),
    plugins: inOrder(plugins, slugs).map(({ slug }) => slug),
    skills: skills.map(({ name }) => name),
    tools: tools.map(({ name }) => name),
  };
}

const fileColumns = { path: true, size: true, sha256: true } as const;

async function filesOf(db: Reader | Tx, { id, versionId }: ExportTarget) {
  if (versionId === null) return db.agentFile.findMany({ where: { agentId: id }, select: fileColumns });
  return db.versionFile.findMany({ where: { versionId }, select: fileColumns });
}

/** What the content does not say, and when it was last changed. */
async function storedFacts(db: Reader | Tx, { id, versionId, newestPackageId }: ExportTarget) {
  const select = { description: true, instructions: true, architectureName: true, updatedAt: true };
  const agent = await db.agent.findUniqueOrThrow({ where: { id }, select });
  const times = { createdAt: true, publishedAt: true, packageId: true };
  const version =
    versionId === null ? null : await db.agentVersion.findUniqueOrThrow({ where: { id: versionId }, select: times });
  const packageId = version === null ? newestPackageId : version.packageId;
  const source =
    packageId === null
      ? null
      : await db.package.findUnique({ where: { id: packageId }, select: { name: true, version: true } });
  return { agent, source, at: version === null ? agent.updatedAt : (version.publishedAt ?? version.createdAt) };
}

/** Everything that an export writes of a version. Nothing hidden is read for it. */
export async function loadExport(db: Reader | Tx, target: ExportTarget): Promise<ExportBundle> {
  const { servers, models, ...named } = await attachmentsOf(db, target);
  const { agent, source, at } = await storedFacts(db, target);
  const { content } = target.snapshot;
  return {
    name: target.name,
    description: content.description ?? agent.description,
    ...{ label: target.label, at, servers, models, files: await filesOf(db, target) },
    architecture: content.architectureName ?? agent.architectureName ?? "agent",
    runbook: content.instructions ?? agent.instructions,
    kept: content.specFields ?? {},
    extras: {
      ...named,
      models: content.models ?? [],
      temperature: content.temperature ?? null,
      architectureVersion: content.architectureVersion ?? null,
      customPersona: content.useCustomPersona ? (content.customPersonaPrompt ?? null) : null,
      package: source,
    },
  };
}
