import type { Tx } from "@/lib/db";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import { assertNameFree } from "@/lib/domain/agents/assert-name-free";
import { audited } from "@/lib/domain/agents/audit-content";
import { type AgentChanges, type AgentRef, assertDraft, differences } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError, faultyFields, type Issue } from "@/lib/domain/faults";
import { runJob } from "@/lib/domain/runs/switch-run";

type Input = {
  agent: AgentRef;
  changes: AgentChanges;
  /** Content that is named is refused where it may not change, also when it says what is there already. */
  strictly?: boolean;
};

/** Unattended runs act as a member of the workspace who can still sign in. */
async function assertServes(tx: Tx, workspaceId: string | null, userId: string): Promise<void> {
  const who = { userId, workspaceId: workspaceId ?? "", user: { disabledAt: null } };
  if ((await tx.membership.count({ where: who })) > 0) return;
  throw faultyFields("unknown_reference", [[["runtimeUserId"], "no such member of this workspace"]]);
}

/** Fields of a package change with the package alone. */
async function assertOwnContent(tx: Tx, { newestPackageId }: AgentTarget, fields: string[]): Promise<void> {
  if (newestPackageId === null) return;
  const source = await tx.package.findUnique({
    where: { id: newestPackageId },
    select: { name: true, version: true },
  });
  const issues = fields.map(
    (field): Issue => ({
      type: "package_field",
      loc: ["body", field],
      message: "comes from the package",
    }),
  );
  const from = source ? `package '${source.name}' ${source.version}` : "a package";
  const message = `${fields[0]} comes from ${from}. Submit a new version of the package`;
  throw new DomainError("package_field", message, { issues });
}

/** Names of the fields that are content: those change in a draft alone. */
function contentOf({ runtimeUserId: _, ...content }: AgentChanges): string[] {
  return Object.entries(content).flatMap(([field, value]) => (value === undefined ? [] : [field]));
}

/** What a package says of its agent; the rest is chosen beside it. */
const packageFields: ReadonlySet<string> = new Set(["name", "description", "instructions"]);

async function assertContent(tx: Tx, target: AgentTarget, fields: string[]): Promise<void> {
  const packaged = fields.filter((field) => packageFields.has(field));
  if (packaged.length > 0) await assertOwnContent(tx, target, packaged);
  assertDraft(target);
}

async function assertChangeable(tx: Tx, target: AgentTarget, wanted: AgentChanges): Promise<void> {
  const { name, runtimeUserId } = wanted;
  if (runtimeUserId) await assertServes(tx, target.workspaceId, runtimeUserId);
  const content = contentOf(wanted);
  if (content.length > 0) await assertContent(tx, target, content);
  if (name !== undefined) await assertNameFree(tx, target.workspaceId, name);
}

async function announce({ change, target }: Step<AgentTarget>, wanted: AgentChanges): Promise<void> {
  const { id, number, workspaceId, hosting } = target;
  const about = { topic: "agents", targetId: id, name: wanted.name ?? target.name, number, workspaceId } as const;
  await change.emit({ ...about, type: "agent_updated", data: { fields: Object.keys(wanted) } });
  if (wanted.name === undefined) return;
  if (hosting === "container") await change.enqueue(runJob(id));
  await change.emit({ ...about, type: "agent_renamed", data: { old_name: target.name, new_name: wanted.name } });
}

/** What is there now of the fields that a change names. */
async function presentFields(tx: Tx, { id }: AgentTarget, changes: AgentChanges): Promise<AgentChanges> {
  const names = Object.entries(changes).flatMap(([name, value]) => (value === undefined ? [] : [[name, true]]));
  if (names.length === 0) return {};
  return (await tx.agent.findUniqueOrThrow({ where: { id }, select: Object.fromEntries(names) })) as AgentChanges;
}

export type Changed = { before: Record<string, unknown>; after: Record<string, unknown> };

/**
 * Changes what is named and differs of a locked agent and tells open pages; gives what was and what is for the audit
 * row, null where nothing changed. Throws `package_field`, `agent_live`, `name_taken`, `unknown_reference`.
 */
export async function applyChanges(
  step: Step<AgentTarget>,
  { changes, strictly }: Pick<Input, "changes" | "strictly">,
): Promise<Changed | null> {
  const { tx, target } = step;
  const { id } = target;
  if (strictly) await assertContent(tx, target, contentOf(changes));
  const present = await presentFields(tx, target, changes);
  const wanted = differences(present, changes);
  const names = Object.keys(wanted) as (keyof AgentChanges)[];
  if (names.length === 0) return null;
  await assertChangeable(tx, target, wanted);
  await tx.agent.update({ where: { id }, data: { ...wanted, rev: { increment: 1 } } });
  await tx.$executeRaw`UPDATE "Agent" SET "updatedAt" = clock_timestamp() WHERE "id" = ${id}`;
  await announce(step, wanted);
  return { before: audited(Object.fromEntries(names.map((name) => [name, present[name]]))), after: audited(wanted) };
}

/**
 * Changes an agent's own fields: only what is named and differs. Throws as `applyChanges`, and `forbidden` for the run-as
 * user without the right to administer.
 */
export const updateAgent = command({
  permission: "agents.edit",
  further: (target: AgentTarget, { changes: { runtimeUserId } }: Input) =>
    differences(target, { runtimeUserId }).runtimeUserId === undefined ? null : "agents.appoint",
  audit: "agent.updated",
  target: (tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent),
  run: async (step: Step<AgentTarget>, input: Input): Promise<{ id: string }> => {
    const changed = await applyChanges(step, input);
    if (changed) step.change.record(changed);
    else step.change.nothing();
    return { id: step.target.id };
  },
});
