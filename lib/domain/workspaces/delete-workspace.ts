import { forgetEverybody } from "@/lib/auth/actor-cache";
import { command } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { disableAllPlugins } from "@/lib/domain/plugins/access";
import { lockWorkspace } from "@/lib/domain/workspaces/access";

/** Deletes a workspace with its members, keys and resources. Throws `in_use` while it has an agent, be it in the trash. */
export const deleteWorkspace = command({
  permission: "instance.administer",
  audit: "workspace.deleted",
  target: (tx, ctx, ref: string) => lockWorkspace(tx, ctx, ref),
  run: async ({ tx, target, change }): Promise<void> => {
    const { id, name, slug, memberCount } = target.workspace;
    const agents = await tx.agent.groupBy({ by: ["retentionTier"], where: { workspaceId: id }, _count: true });
    const agentCount = agents.reduce((sum, { _count }) => sum + _count, 0);
    if (agentCount > 0) {
      const trashed = agentCount - (agents.find(({ retentionTier }) => retentionTier === null)?._count ?? 0);
      const message = `${name} still has ${agentCount} ${agentCount === 1 ? "agent" : "agents"}, ${trashed} of them in the trash; delete and purge them first`;
      throw new DomainError("in_use", message, { facts: { agentCount, trashed } });
    }
    await disableAllPlugins(tx, id);
    await tx.workspace.delete({ where: { id } });
    change.record({ before: { name, slug, memberCount } });
    change.afterCommit(forgetEverybody);
  },
});
