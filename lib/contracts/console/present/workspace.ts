import type { Workspace, WorkspaceChanges } from "@/lib/contracts/console/wire/workspaces";
import type { WorkspaceRow } from "@/lib/domain/workspaces/access";

/** A workspace as its members see it. */
export function toWorkspace(row: WorkspaceRow): Workspace {
  const { lifecycle, whoMaySubmit, quotaAgents, quotaCpu, quotaMemoryGb, usedCpu, usedMemoryGb, createdAt, ...rest } =
    row;
  const quotas = { agents: quotaAgents, cpu: quotaCpu, memoryGb: quotaMemoryGb };
  return {
    ...rest,
    settings: { lifecycle, whoMaySubmit, quotas },
    usage: { agents: row.agentCount, cpu: usedCpu, memoryGb: usedMemoryGb },
    createdAt: createdAt.toISOString(),
  };
}

/** The changes in the domain's words. */
export function fromChanges({ settings: { quotas, ...settings } = {}, ...changes }: WorkspaceChanges) {
  const { agents: quotaAgents, cpu: quotaCpu, memoryGb: quotaMemoryGb } = quotas ?? {};
  return { ...changes, ...settings, quotaAgents, quotaCpu, quotaMemoryGb };
}
