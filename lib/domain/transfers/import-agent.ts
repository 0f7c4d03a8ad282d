import type { Tx } from "@/lib/db";
import { command, type Step, type Target } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { newId } from "@/lib/domain/ids";
import { ownWorkspace, query } from "@/lib/domain/query";
import { insertResource } from "@/lib/domain/resources/create-resource";
import { mcpServerKind } from "@/lib/domain/resources/mcp-server-kind";
import { semanticModelKind } from "@/lib/domain/resources/semantic-model-kind";
import { type ImportPlan, planImport } from "@/lib/domain/transfers/plan-import";
import type { PlannedModel } from "@/lib/domain/transfers/plan-models";
import type { PlannedServer } from "@/lib/domain/transfers/plan-servers";
import type { ImportPreview } from "@/lib/domain/transfers/rules";
import { attachOnly } from "@/lib/domain/versions/access";
import type { AttachmentKind } from "@/lib/domain/versions/rules";
import { assertRoomForAgent, assertRoomNow } from "@/lib/domain/workspaces/agent-quota";
import type { Omission } from "@/lib/packages/agent-zip/bundle";
import type { ReadBundle } from "@/lib/packages/agent-zip/read-agent-zip";

type Place = Target & { workspaceId: string };
/** A package that was read, and the name that the caller wishes for the agent. */
export type ImportInput = { read: ReadBundle; name?: string };
export type Imported = { id: string; omissions: Omission[] };

/** Any number that no other advisory lock of this database has in the first of two places. */
const LOCK = 7_411_203;
/** As many omissions as an audit row keeps; what is above is counted. */
const MOST_AUDITED = 500;

function placeOf(tx: unknown, ctx: Ctx): Place {
  const { workspaceId } = ownWorkspace(tx, ctx).subject;
  const name = ctx.actor.memberships.find((m) => m.workspaceId === workspaceId)?.slug ?? workspaceId;
  return { workspaceId, subject: { workspaceId }, audit: { type: "workspace", id: workspaceId, name, workspaceId } };
}

async function madeServer(step: Step<Place>, { id, name, server }: PlannedServer): Promise<string> {
  if (id !== null) return id;
  const { name: _, description, ...fields } = server;
  const made = await insertResource(step, mcpServerKind, step.target.workspaceId, { name, description, fields });
  return made.id;
}

async function madeModel(step: Step<Place>, { id, name, body }: PlannedModel): Promise<string> {
  if (id !== null) return id;
  const fields = { semanticModel: body };
  const made = await insertResource(step, semanticModelKind, step.target.workspaceId, {
    name,
    description: "",
    fields,
  });
  return made.id;
}

async function insertAgent(
  { tx, ctx, target }: Step<Place>,
  plan: ImportPlan,
): Promise<{ id: string; number: number }> {
  const { bundle, name, modelNames, files } = plan;
  const { userId } = ctx.actor;
  const { extras } = bundle;
  const id = newId("agent");
  const kind = { type: "business-assistant", hosting: "container", reviewStatus: "ACTIVE", lifecycleState: "draft" };
  const content = {
    description: bundle.description,
    instructions: bundle.runbook,
    models: modelNames,
    temperature: extras.temperature,
    architectureName: bundle.architecture,
    architectureVersion: extras.architectureVersion ?? "1.0.0",
    useCustomPersona: extras.customPersona !== null,
    customPersonaPrompt: extras.customPersona,
    specFields: bundle.kept,
  };
  const place = { id, workspaceId: target.workspaceId, name, ownerId: userId, createdById: userId };
  const made = await tx.agent.create({ data: { ...place, ...kind, ...content }, select: { id: true, number: true } });
  const [paths, sizes, hashes] = [files.map((f) => f.path), files.map((f) => f.size), files.map((f) => f.sha256)];
  await tx.$executeRaw`INSERT INTO "AgentFile" ("agentId", "path", "size", "sha256")
    SELECT ${id}, * FROM unnest(${paths}::text[], ${sizes}::int[], ${hashes}::text[])`;
  return made;
}

async function attachAll(step: Step<Place>, agentId: string, plan: ImportPlan): Promise<void> {
  const ids: Record<AttachmentKind, string[]> = {
    mcpServers: [],
    semanticDataModels: [],
    dataConnections: plan.connections.map(({ id }) => id),
    skills: plan.skills.map(({ id }) => id),
    tools: plan.tools.map(({ id }) => id),
    plugins: plan.plugins.map(({ id }) => id),
  };
  for (const server of plan.servers) ids.mcpServers.push(await madeServer(step, server));
  for (const model of plan.models) ids.semanticDataModels.push(await madeModel(step, model));
  for (const kind of Object.keys(ids) as AttachmentKind[]) {
    await attachOnly(step.tx, kind, agentId, [...new Set(ids[kind])]);
  }
}

/** What people and the audit trail are told of a plan. */
function madeBy({ servers, models, connections, skills, tools, plugins, files }: ImportPlan) {
  return {
    servers: servers.map(({ id, name }) => ({ name, found: id !== null })),
    semanticModels: models.map(({ id, name }) => ({ name, found: id !== null })),
    connections: connections.map(({ name }) => name),
    skills: skills.map(({ name }) => name),
    tools: tools.map(({ name }) => name),
    plugins: plugins.map(({ name }) => name),
    files: files.map(({ path, size }) => ({ path, size })),
  };
}

async function run(step: Step<Place>, { read, name: wished }: ImportInput): Promise<Imported> {
  const { tx, target, change } = step;
  const { workspaceId } = target;
  // One import after the other, so that each sees the names that the one before has taken.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::int, hashtext(${workspaceId}::text))`;
  await assertRoomForAgent(tx, workspaceId);
  const plan = await planImport(tx, workspaceId, read, wished);
  const { id, number } = await insertAgent(step, plan);
  await attachAll(step, id, plan);
  const { name, omissions, bundle } = plan;
  const { files, ...arrived } = madeBy(plan);
  change.target({ type: "agent", id, name, workspaceId });
  const listed = { omissions: omissions.slice(0, MOST_AUDITED), omitted: omissions.length };
  change.record({
    after: { name, packageName: bundle.name, version: bundle.version, ...arrived, files: files.length, ...listed },
  });
  await change.emit({ topic: "agents", type: "agent_created", targetId: id, name, number, workspaceId });
  return { id, omissions };
}

/**
 * Makes a draft of a package that was read, owned by the caller, with everything that it brings, in one transaction; its
 * files must be blobs by then. Throws `name_taken` for a wished name, `quota_exceeded`, and BundleRefused.
 */
export const importAgent = command({
  permission: "agents.create",
  audit: "agent.imported",
  target: (tx: Tx, ctx: Ctx, _where: object) => placeOf(tx, ctx),
  run,
});

/** What the import of a package would make; writes nothing. Throws what the import would. */
export const previewImport = query({
  permission: "agents.create",
  target: (reader, ctx: Ctx, _input: ImportInput) => placeOf(reader, ctx),
  run: async ({ db: reader, target }, { read, name: wished }): Promise<ImportPreview> => {
    const { workspaceId } = target;
    await assertRoomNow(reader, workspaceId);
    const plan = await planImport(reader, workspaceId, read, wished);
    const { bundle, name, modelNames, omissions } = plan;
    const { description, architecture, runbook, extras } = bundle;
    return {
      ...{ name, packageName: bundle.name, description, architecture, models: modelNames },
      temperature: extras.temperature,
      runbookLength: [...runbook].length,
      ...madeBy(plan),
      omissions,
    };
  },
});
