import type { Tx } from "@/lib/db";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import { assertNameFree } from "@/lib/domain/agents/assert-name-free";
import { type AgentRef, assertDraft } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError, invalidField } from "@/lib/domain/faults";
import { fleetName } from "@/lib/domain/fleet/rules";

type Input = { agent: AgentRef; newName: string };
export type Renamed = { id: string; oldName: string; newName: string; running: boolean };

/**
 * Gives a container agent another name. Everything refers to its id, so nothing is stopped and nothing moves. Throws
 * `invalid` for what cannot be a name or is the present one, `name_taken`, `package_field` for integrated agents, `agent_live`.
 */
export const renameAgent = command({
  permission: "agents.edit",
  audit: "agent.renamed",
  target: (tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent),
  run: async ({ tx, target, change }: Step<AgentTarget>, { newName }: Input): Promise<Renamed> => {
    const { id, name: oldName, number, workspaceId } = target;
    if (target.hosting !== "container") throw new DomainError("package_field", "The name comes from the package");
    const name = fleetName(newName, "new_name");
    if (name === oldName) throw invalidField("new_name", "is the present name", name);
    assertDraft(target);
    await assertNameFree(tx, workspaceId, name);
    await tx.$executeRaw`UPDATE "Agent" SET "name" = ${name}, "updatedAt" = clock_timestamp(), "rev" = "rev" + 1
      WHERE "id" = ${id}`;
    const runtime = await tx.runtime.findUnique({ where: { agentId: id }, select: { observedState: true } });
    change.target({ ...target.audit, name });
    change.record({ before: { name: oldName }, after: { name } });
    const data = { old_name: oldName, new_name: name };
    await change.emit({ topic: "agents", type: "agent_renamed", targetId: id, name, number, workspaceId, data });
    return { id, oldName, newName: name, running: runtime?.observedState === "running" };
  },
});
