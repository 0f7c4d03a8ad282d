import type { Attempt } from "./attempts";
import { differences, replay } from "./replay";
import type { AgentState, AuditRow } from "./snapshot";

/** How many audit rows one change may have, asked for once or, where the first answer was lost, twice. */
function allowedRows({ outcome }: Attempt, again: Attempt | undefined): readonly number[] {
  if (outcome === "acknowledged") return [1];
  if (outcome !== "unknown") return [0];
  if (again === undefined) return [0, 1];
  return again.outcome === "acknowledged" ? [1] : [0, 1];
}

/** I1 and I5: an acknowledged change has exactly one audit row, a refused one none, an unanswered one at most one, and no row is anybody else's. */
export function auditViolations(ledger: readonly Attempt[], rows: readonly AuditRow[]): string[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    if (row.outcome === "success") counts.set(row.requestId, (counts.get(row.requestId) ?? 0) + 1);
  }
  const take = (requestId: string) => {
    const count = counts.get(requestId) ?? 0;
    counts.delete(requestId);
    return count;
  };
  const repeats = new Map(ledger.flatMap((one): [Attempt, Attempt][] => (one.repeats ? [[one.repeats, one]] : [])));
  const found = ledger.flatMap((attempt) => {
    if (attempt.repeats) return [];
    const again = repeats.get(attempt);
    const count = take(attempt.requestId) + (again ? take(again.requestId) : 0);
    if (allowedRows(attempt, again).includes(count)) return [];
    const { deed, agent, outcome, answer } = attempt;
    const repeated = again ? `, sent again ${again.outcome} (${again.answer})` : "";
    return [`${deed} of ${agent} was ${outcome} (${answer})${repeated} and has ${count} audit rows`];
  });
  return [...found, ...[...counts.keys()].map((id) => `audit row of ${id}, which nobody asked for`)];
}

/** I1 and I2: every agent is what its audited changes make of it, no more and no less. */
export function stateViolations(agents: readonly AgentState[], rows: readonly AuditRow[]): string[] {
  const expected = replay(rows);
  const found = agents.flatMap((agent) => differences(agent, expected.get(agent.id)));
  const known = new Set(agents.map((agent) => agent.id));
  const lost = [...expected.keys()].filter((id) => !known.has(id));
  return [...found, ...lost.map((id) => `${id} is in the audit trail and not in the database`)];
}

/** I7: pointers name things of the same agent, one version is live, positions and labels are without gaps. */
export function pointerViolations(agents: readonly AgentState[]): string[] {
  return agents.flatMap((agent) => {
    const { name, versions, packages } = agent;
    const found: string[] = [];
    const own = new Set(packages.map((one) => one.id));
    if (agent.newestPackageId === null || !own.has(agent.newestPackageId)) found.push(`${name} has no newest package`);
    if (agent.liveVersionId !== (versions.at(-1)?.id ?? null)) found.push(`${name}'s live version is not its last one`);
    versions.forEach(({ position, label }, index) => {
      if (position !== index + 1 || label !== `v${index + 1}`) found.push(`${name} has ${label} at ${position}`);
    });
    const running = packages.find((one) => one.id === agent.runningPackageId);
    if (agent.runningPackageId !== null && running?.status !== "approved") {
      found.push(`${name} runs ${agent.runningPackageId}, which is ${running?.status ?? "not its own"}`);
    }
    return found;
  });
}

/** I6: what should be loaded is, once, and nothing else; the timeline tells each load once. */
export function loadViolations(agents: readonly AgentState[], rows: readonly AuditRow[]): string[] {
  const expected = replay(rows);
  return agents.flatMap((agent) => {
    const { name, desiredPackageId, loadedPackageId, observedState } = agent;
    const found: string[] = [];
    if (loadedPackageId !== desiredPackageId)
      found.push(`${name} has ${loadedPackageId} loaded, not ${desiredPackageId}`);
    if (observedState !== (desiredPackageId === null ? "stopped" : "running")) {
      found.push(`${name} is ${observedState}, desired is ${desiredPackageId}: ${agent.error}`);
    }
    if (agent.runningPackageId !== desiredPackageId)
      found.push(`${name} points to ${agent.runningPackageId} as running`);
    for (const { id, steps, installState } of agent.packages) {
      const activations = expected.get(agent.id)?.packages.get(id)?.activations ?? 0;
      const loads = steps.loaded ?? 0;
      if (loads > activations)
        found.push(`${name}: ${id} was activated ${activations} times and is told loaded ${loads} times`);
      if (steps.load_failed) found.push(`${name}: ${id} failed to load ${steps.load_failed} times`);
      if (id === desiredPackageId && installState !== "loaded")
        found.push(`${name}: ${id} is ${installState}, and it runs`);
    }
    return found;
  });
}
