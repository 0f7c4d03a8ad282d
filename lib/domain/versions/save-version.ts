import type { Tx } from "@/lib/db";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import { byId } from "@/lib/domain/agents/rules";
import { assertKnown, unknownSchema } from "@/lib/domain/assignments/access";
import { withoutRepeats } from "@/lib/domain/assignments/rules";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError, faultyFields, invalidField } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import { snapshotDraft, snapshotOf, type VersionRow } from "@/lib/domain/versions/access";
import { nextPosition } from "@/lib/domain/versions/find-version";
import { freezeDraft, freezeLike } from "@/lib/domain/versions/freeze-parts";
import { labelAt, labelProblem, type Snapshot, type VersionContent } from "@/lib/domain/versions/rules";

/** Keys that are absent come from the parent where one is given, else from the draft. */
export type NewVersion = {
  agentId: string;
  name?: string;
  parentId?: string;
  instructions?: string;
  models?: string[];
  inputSchemaId?: string | null;
  outputSchemaId?: string | null;
  note: string;
};

/** An agent that a body names; one that may not be read is no different from one that is not there. */
async function namedAgent(tx: Tx, ctx: Ctx, { agentId }: { agentId: string }): Promise<AgentTarget> {
  return lockAgent(tx, ctx, byId(agentId)).catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.fault !== "not_found") throw error;
    throw faultyFields("unknown_reference", [[["agentId"], "no such agent"]]);
  });
}

async function parentOf(tx: Tx, agentId: string, parentId: string | undefined): Promise<VersionRow | null> {
  if (parentId === undefined) return null;
  const parent = await tx.agentVersion.findFirst({ where: { id: parentId, agentId } });
  if (!parent) throw faultyFields("unknown_reference", [[["parentId"], "no such version of this agent"]]);
  return parent;
}

async function labelFor(
  tx: Tx,
  agentId: string,
  name: string | undefined,
): Promise<{ position: number; label: string }> {
  const position = await nextPosition(tx, agentId);
  const label = name ?? labelAt(position);
  const problem = labelProblem(label, position);
  if (problem) throw invalidField("name", problem, label);
  if ((await tx.agentVersion.count({ where: { agentId, label } })) > 0) {
    const issues = [{ type: "name_taken", loc: ["body", "name"], message: "taken", input: label }];
    throw new DomainError("name_taken", `A version named '${label}' exists of this agent`, { issues });
  }
  return { position, label };
}

/** The content that the body names; of an agent from a package it may not name instructions. */
async function wantedContent(tx: Tx, target: AgentTarget, input: NewVersion): Promise<VersionContent> {
  const { instructions, models, inputSchemaId, outputSchemaId } = input;
  const workspaceId = target.workspaceId ?? "";
  assertKnown([
    ...(await unknownSchema(tx, workspaceId, "inputSchemaId", inputSchemaId ?? null)),
    ...(await unknownSchema(tx, workspaceId, "outputSchemaId", outputSchemaId ?? null)),
  ]);
  if (target.newestPackageId !== null && instructions !== undefined) {
    throw faultyFields("package_field", [[["instructions"], "comes from the package"]]);
  }
  return {
    ...(instructions === undefined ? {} : { instructions }),
    ...(models === undefined ? {} : { models: withoutRepeats(models) }),
    ...(inputSchemaId === undefined ? {} : { inputSchemaId }),
    ...(outputSchemaId === undefined ? {} : { outputSchemaId }),
  };
}

/** What the package of a version adds to its content stays with it. */
function contentOf(base: Snapshot, parent: VersionRow | null, wanted: VersionContent): object {
  const raw = parent?.content;
  return { ...(typeof raw === "object" ? raw : {}), ...base.content, ...wanted };
}

async function save({ tx, ctx, target, change }: Step<AgentTarget>, input: NewVersion): Promise<{ id: string }> {
  const { id: agentId, liveVersionId, newestPackageId } = target;
  const parent = await parentOf(tx, agentId, input.parentId);
  const wanted = await wantedContent(tx, target, input);
  const { position, label } = await labelFor(tx, agentId, input.name);
  const base = parent ? snapshotOf(parent) : await snapshotDraft(tx, agentId);
  const origin = { parentId: parent?.id ?? liveVersionId, packageId: parent ? parent.packageId : newestPackageId };
  const frozen = { content: contentOf(base, parent, wanted), attachments: base.attachments };
  const author = { note: input.note, authorId: ctx.actor.userId };
  const id = newId("version");
  const mapping = parent?.mapping ?? undefined;
  await tx.agentVersion.create({ data: { id, agentId, position, label, ...origin, ...frozen, ...author, mapping } });
  if (parent) await freezeLike(tx, parent.id, id);
  else await freezeDraft(tx, agentId, id);
  change.record({ after: { versionId: id, label, parentId: origin.parentId, note: input.note } });
  return { id };
}

/**
 * Freezes the draft, or a parent with changes, as a version beside what is live: neither draft nor live version change.
 * Throws `unknown_reference`, `invalid` for a reserved name, `name_taken`, `package_field`.
 */
export const saveVersion = command({
  permission: "agents.edit",
  audit: "agent.version_saved",
  target: namedAgent,
  run: save,
});
