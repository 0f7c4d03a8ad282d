import type { Tx } from "@/lib/db";
import { type AgentTarget, getAgent } from "@/lib/domain/agents/access";
import { type AgentRef, agentNotFound } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { may } from "@/lib/domain/policy";
import type { Reader } from "@/lib/domain/query";
import { asExportServer, asJsonObject } from "@/lib/domain/transfers/export-rows";
import { snapshotDraft, snapshotOf } from "@/lib/domain/versions/access";
import type { Snapshot } from "@/lib/domain/versions/rules";
import type { ExportBundle } from "@/lib/packages/agent-zip/export-spec";

export type ExportWhere = { agent: AgentRef; version?: string };
/** An agent with the version that is exported; `versionId` null means the working copy. */
export type ExportTarget = AgentTarget & { versionId: string | null };

const noVersion = (name: string, version: string) =>
  new DomainError("not_found", `Agent '${name}' has no version '${version.slice(0, 100)}'`);

/** The version that is meant, by default what the caller is shown. Throws `not_found` for what the caller may not know of. */
async function versionIdOf(db: Reader | Tx, ctx: Ctx, agent: AgentTarget, version: string | undefined) {
  const edits = may(ctx.actor, "agents.edit", agent.subject);
  if (version === undefined) return edits && agent.lifecycleState === "draft" ? null : agent.liveVersionId;
  if (version === "draft") {
    if (edits) return null;
    throw new DomainError("forbidden", "You can see this agent but not its draft");
  }
  if (version === "live") {
    if (agent.liveVersionId === null) throw noVersion(agent.name, version);
    return agent.liveVersionId;
  }
  const named = version.startsWith("agv_") ? { id: version } : { label: version };
  const found = await db.agentVersion.findFirst({
    where: { agentId: agent.id, ...named, ...(edits ? {} : { publishedAt: { not: null } }) },
    select: { id: true },
  });
  if (!found) throw noVersion(agent.name, version);
  return found.id;
}

/** The agent in the workspace of the request, if the caller may read it. System agents lie in none. */
export async function exportTarget(
  db: Reader | Tx,
  ctx: Ctx,
  { agent: ref, version }: ExportWhere,
): Promise<ExportTarget> {
  const agent = await getAgent(db, ctx, ref);
  if (agent.workspaceId === null || agent.workspaceId !== ctx.workspaceId) throw agentNotFound(ref);
  return { ...agent, versionId: await versionIdOf(db, ctx, agent, version) };
}

type Frozen = {
  snapshot: Snapshot;
  label: string | null;
  at: Date;
  files: { path: string; size: number; sha256: string }[];
};
const fileColumns = { path: true, size: true, sha256: true } as const;

async function frozenOf(tx: Tx, { id, versionId }: ExportTarget): Promise<Frozen> {
  const orderBy = { path: "asc" } as const;
  if (versionId === null) {
    const agent = await tx.agent.findUniqueOrThrow({ where: { id }, select: { updatedAt: true } });
    const files = await tx.agentFile.findMany({ where: { agentId: id }, select: fileColumns, orderBy });
    return { snapshot: await snapshotDraft(tx, id), label: null, at: agent.updatedAt, files };
  }
  const version = await tx.agentVersion.findUniqueOrThrow({ where: { id: versionId } });
  const files = await tx.versionFile.findMany({ where: { versionId }, select: fileColumns, orderBy });
  return { snapshot: snapshotOf(version), label: version.label, at: version.publishedAt ?? version.createdAt, files };
}

/** Rows by their ids, in the order of the ids; what is gone is left out. */
const inOrder = <T extends { id: string }>(ids: readonly { id: string }[] = [], rows: readonly T[]) =>
  ids.flatMap(({ id }) => rows.find((row) => row.id === id) ?? []);

const idsOf = (list: readonly { id: string }[] = []) => ({ in: list.map(({ id }) => id) });

async function attachmentsOf(tx: Tx, { attachments }: Snapshot) {
  const { mcpServers, semanticDataModels, dataConnections, plugins, skills = [], tools = [] } = attachments;
  const servers = await tx.mcpServer.findMany({ where: { id: idsOf(mcpServers) } });
  const models = await tx.semanticDataModel.findMany({
    where: { id: idsOf(semanticDataModels) },
    select: { id: true, name: true, semanticModel: true },
  });
  const connections = await tx.dataConnection.findMany({
    where: { id: idsOf(dataConnections) },
    select: { id: true, name: true, engine: true },
  });
  const slugs = await tx.marketplacePlugin.findMany({
    where: { id: idsOf(plugins) },
    select: { id: true, slug: true },
  });
  return {
    servers: inOrder(mcpServers, servers).map(asExportServer),
    models: inOrder(semanticDataModels, models).map(({ name, semanticModel }) => ({
      name,
      body: asJsonObject(semanticModel),
    })),
    connections: inOrder(dataConnections, connections).map(({ name, engine }) => ({ name, engine })),
    plugins: inOrder(plugins, slugs).map(({ slug }) => slug),
    skills: skills.map(({ name }) => name),
    tools: tools.map(({ name }) => name),
  };
}

/** Everything that an export writes of a version. Nothing hidden is read for it. */
export async function loadExport(tx: Tx, target: ExportTarget): Promise<ExportBundle> {
  const { snapshot, label, at, files } = await frozenOf(tx, target);
  const { servers, models, ...named } = await attachmentsOf(tx, snapshot);
  const { content } = snapshot;
  const packageId = target.newestPackageId;
  const source =
    packageId === null
      ? null
      : await tx.package.findUnique({ where: { id: packageId }, select: { name: true, version: true } });
  return {
    name: target.name,
    description: content.description ?? target.description,
    ...{ label, at, servers, models, files },
    architecture: content.architectureName ?? "agent",
    runbook: content.instructions ?? "",
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
