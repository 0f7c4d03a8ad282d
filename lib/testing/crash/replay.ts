import type { AgentState, AuditRow } from "./snapshot";

/** What the audit trail says an agent must be. */
export type Expected = {
  reviewStatus: string;
  newest: string | null;
  desired: string | null;
  deleted: boolean;
  publishedPackages: string[];
  packages: Map<string, { status: string; sha256: string; approvals: number; activations: number }>;
};

const nobody = (): Expected => ({
  reviewStatus: "",
  newest: null,
  desired: null,
  deleted: false,
  publishedPackages: [],
  packages: new Map(),
});

function approve(agent: Expected, id: string): void {
  const decided = agent.packages.get(id);
  if (!decided) return;
  if (decided.status !== "approved") decided.approvals += 1;
  decided.status = "approved";
  decided.activations += 1;
  agent.desired = id;
  if (agent.publishedPackages.at(-1) !== id) agent.publishedPackages.push(id);
}

function submitted(agent: Expected, after: AuditRow["after"]): void {
  const id = String(after.packageId);
  for (const old of agent.packages.values()) if (old.status === "pending") old.status = "superseded";
  agent.packages.set(id, { status: "pending", sha256: String(after.sha256), approvals: 0, activations: 0 });
  agent.newest = id;
  if (after.approved === true) approve(agent, id);
}

function declined(agent: Expected, id: string): void {
  const decided = agent.packages.get(id);
  if (decided) decided.status = "declined";
  if (agent.reviewStatus === "ACTIVE" || agent.reviewStatus === "DISABLED") agent.desired = null;
}

function apply(agent: Expected, { action, after }: AuditRow): void {
  const id = String(after.packageId);
  if (action === "package.submitted") submitted(agent, after);
  if (action === "package.approved" && after.changed === true) approve(agent, id);
  if (action === "package.declined") declined(agent, id);
  if (action === "agent.disabled" || action === "agent.deleted") agent.desired = null;
  if (action === "agent.enabled" && agent.newest) approve(agent, agent.newest);
  if (action === "agent.deleted") agent.deleted = true;
  if (typeof after.status === "string") agent.reviewStatus = after.status;
}

/** The state of every agent after its audited changes, in their order; a second, simple model of the review rules. */
export function replay(rows: readonly AuditRow[]): Map<string, Expected> {
  const agents = new Map<string, Expected>();
  for (const row of rows.filter((row) => row.outcome === "success")) {
    const agent = agents.get(row.targetId) ?? nobody();
    agents.set(row.targetId, agent);
    apply(agent, row);
  }
  return agents;
}

/** In words, where an agent is not what its audit trail says. */
export function differences(agent: AgentState, expected: Expected | undefined): string[] {
  if (!expected) return [`${agent.name} exists without an audited change`];
  const found: string[] = [];
  const same = (what: string, is: unknown, should: unknown) => {
    if (is !== should) found.push(`${agent.name}: ${what} is ${String(is)}, the audit trail says ${String(should)}`);
  };
  same("review status", agent.reviewStatus, expected.reviewStatus);
  same("newest package", agent.newestPackageId, expected.newest);
  same("deleted", agent.deleted, expected.deleted);
  same("desired package", agent.desiredPackageId, expected.desired);
  same("desired state", agent.desiredState, expected.desired === null ? "stopped" : "running");
  same("number of packages", agent.packages.length, expected.packages.size);
  same("versions", agent.versions.map((v) => v.packageId).join(), expected.publishedPackages.join());
  for (const { id, sha256, status, steps, thread } of agent.packages) {
    const should = expected.packages.get(id);
    same(`${id} status`, status, should?.status);
    same(`${id} sha256`, sha256, should?.sha256);
    same(`${id} submitted`, `${steps.submitted} ${thread.submit}`, "1 1");
    same(`${id} approved`, steps.approved ?? 0, should?.approvals);
  }
  return found;
}
