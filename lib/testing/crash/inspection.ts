import type { Pool } from "pg";
import { eventually } from "@/lib/launch/process-facts";
import { processViolations } from "./agent-processes";
import type { Attempt } from "./attempts";
import { auditViolations, loadViolations, pointerViolations, stateViolations } from "./invariants";
import { openLoadJobs, readAgents, readAudit } from "./snapshot";
import { blobViolations, runtimeViolations } from "./stored-things";

/** What is looked at: a workspace, its data folder, and everything that was asked of it. */
export type Scene = {
  folder: string;
  pool: Pool;
  workspace: { id: string };
  ledger: readonly Attempt[];
  /** Blobs whose contents were read and are right. */
  checkedBlobs: Set<string>;
};

const SETTLE_LIMIT = 30_000;
const ORPHAN_LIMIT = 3_000;

/** Waits until jobs and loaded agents have come to rest; gives what is not as it should be then. */
async function unsettled({ pool, workspace }: Scene): Promise<string[]> {
  let found: string[] = [];
  const calm = async () => {
    const [agents, rows, jobs] = await Promise.all([
      readAgents(pool, workspace.id),
      readAudit(pool, workspace.id),
      openLoadJobs(pool),
    ]);
    found = [...loadViolations(agents, rows), ...jobs];
    return found.length === 0;
  };
  await eventually(calm, SETTLE_LIMIT, 100);
  return found;
}

/** Everything in which the scene breaks an invariant once it has come to rest, in words; `supervisor` is the pid of the living one. */
export async function violationsOf(scene: Scene, supervisor: number): Promise<string[]> {
  const { pool, workspace, folder, ledger, checkedBlobs } = scene;
  const unrest = await unsettled(scene);
  const [agents, rows] = await Promise.all([readAgents(pool, workspace.id), readAudit(pool, workspace.id)]);
  let processes: string[] = [];
  const noOrphans = () => {
    processes = processViolations(folder, agents, supervisor);
    return processes.length === 0;
  };
  await eventually(noOrphans, ORPHAN_LIMIT);
  return [
    ...unrest,
    ...auditViolations(ledger, rows),
    ...stateViolations(agents, rows),
    ...pointerViolations(agents),
    ...(await blobViolations(folder, agents, checkedBlobs)),
    ...runtimeViolations(folder),
    ...processes,
  ];
}
