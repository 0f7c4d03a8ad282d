import type { Tx } from "@/lib/db";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import { assertNameFree } from "@/lib/domain/agents/assert-name-free";
import { audited } from "@/lib/domain/agents/audit-content";
import { type AgentChanges, type AgentRef, assertDraft, differences } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError, faultyFields, type Issue } from "@/lib/domain/faults";

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

/** Names of the fields that are content: those change in a draft alone, and with a package's the package alone. */
function contentOf({ runtimeUserId: _, ...content }: AgentChanges): string[] {
  return Object.entries(content).flatMap(([field, value]) => (value === undefined ? [] : [field]));
}

async function assertContent(tx: Tx, target: AgentTarget, fields: string[]): Promise<void> {
  if (fields.length > 0) await assertOwnContent(tx, target, fields);
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
  const { id, number, workspaceId } = target;
  const about = { topic: "agents", targetId: id, name: wanted.name ?? target.name, number, workspaceId } as const;
  await change.emit({ ...about, type: "agent_updated", data: { fields: Object.keys(wanted) } });
  if (wanted.name === undefined) return;
  await change.emit({ ...about, type: "agent_renamed", data: { old_name: target.name, new_name: wanted.name } });
}

/** The agent with its instructions, where these are to be changed. */
async function withInstructions(tx: Tx, target: AgentTarget, { instructions }: AgentChanges) {
  if (instructions === undefined) return target;
  return {
    ...target,
    ...(await tx.agent.findUniqueOrThrow({ where: { id: target.id }, select: { instructions: true } })),
  };
}

/**
 * Changes name, description, instructions or the run-as user of an agent: only what is named and differs. Throws `package_field`,
 * `agent_live` for content of a live agent, `name_taken`, `unknown_reference`, `forbidden` for the run-as user without
 * the right to administer.
 */
export const updateAgent = command({
  permission: "agents.edit",
  further: (target: AgentTarget, { changes }: Input) =>
    differences(target, changes).runtimeUserId === undefined ? null : "agents.appoint",
  audit: "agent.updated",
  target: (tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent),
  run: async (step: Step<AgentTarget>, { changes, strictly }: Input): Promise<{ id: string }> => {
    const { tx, target, change } = step;
    const { id } = target;
    if (strictly) await assertContent(tx, target, contentOf(changes));
    const before: AgentChanges = await withInstructions(tx, target, changes);
    const wanted = differences({ ...target, ...before }, changes);
    const names = Object.keys(wanted) as (keyof AgentChanges)[];
    if (names.length === 0) {
      change.nothing();
      return { id };
    }
    await assertChangeable(tx, target, wanted);
    await tx.agent.update({ where: { id }, data: { ...wanted, rev: { increment: 1 } } });
    await tx.$executeRaw`UPDATE "Agent" SET "updatedAt" = clock_timestamp() WHERE "id" = ${id}`;
    const old: AgentChanges = Object.fromEntries(names.map((name) => [name, before[name]]));
    change.record({ before: audited(old), after: audited(wanted) });
    await announce(step, wanted);
    return { id };
  },
});
