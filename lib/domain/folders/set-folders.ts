import type { Tx } from "@/lib/db";
import { lockOperated, noteSetting, type OperatedAgent } from "@/lib/domain/agent-settings/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { folderMounts, folderSwitches, presentMounts } from "@/lib/domain/folders/access";
import { mountsDiffer } from "@/lib/domain/folders/rules";
import { newId } from "@/lib/domain/ids";

type Input = { agent: AgentRef; expose?: boolean; consume?: boolean };
export type FolderSetting = { name: string; exposes: boolean; consumes: boolean; restartRequired: boolean };

/** What only an agent with a workspace of its own has. Throws `invalid`. */
export function assertOwnWorkspace(agent: { hosting: string }): void {
  if (agent.hosting !== "container") throw new DomainError("invalid", "Not available for an integrated agent");
}

async function turn(tx: Tx, agentId: string, kind: "expose" | "consume", on: boolean): Promise<void> {
  if (on) await tx.folderConfig.create({ data: { id: newId("folder"), agentId, kind, name: kind } });
  else await tx.folderConfig.deleteMany({ where: { agentId, kind, sourceId: null } });
}

async function needsRestart({ tx, target }: Step<OperatedAgent>): Promise<boolean> {
  if (target.operation.status !== "running") return false;
  const { exposes, consumes } = await folderMounts(tx, target.id);
  const wanted = { exposes, sourceIds: consumes.map((source) => source.sourceId) };
  return mountsDiffer(wanted, presentMounts(target.operation.applied));
}

/** Whether an agent offers its folder and gets those of others, from its next start on. Throws `invalid` for integrated agents. */
export const setFolders = command({
  permission: "agents.edit",
  audit: "agent.updated",
  target: lockOperated,
  run: async (step, { expose, consume }: Input): Promise<FolderSetting> => {
    const { tx, target, change } = step;
    assertOwnWorkspace(target);
    const before = await folderSwitches(tx, target.id);
    const after = { exposes: expose ?? before.exposes, consumes: consume ?? before.consumes };
    if (after.exposes !== before.exposes) await turn(tx, target.id, "expose", after.exposes);
    if (after.consumes !== before.consumes) await turn(tx, target.id, "consume", after.consumes);
    const changed = after.exposes !== before.exposes || after.consumes !== before.consumes;
    if (changed) await noteSetting(step, before, after);
    else change.nothing();
    return { name: target.name, ...after, restartRequired: await needsRestart(step) };
  },
});
