import { join } from "node:path";
import { eventually } from "@/lib/launch/process-facts";
import { processesOf } from "@/lib/testing/agent-traces";
import { orphansAmong } from "./agent-processes";
import { namesIn } from "./stored-things";
import type { World } from "./world";

export type FleetRow = {
  id: string;
  name: string;
  deleted: boolean;
  desired: string;
  observed: string;
  port: number | null;
  error: string | null;
  /** Held by a supervisor that is registered. */
  held: boolean;
};

const FLEET = `
  SELECT a."id", a."name", a."deletedAt" IS NOT NULL AS "deleted", r."desiredState" AS "desired", r."observedState" AS "observed",
    r."port", r."error", EXISTS (SELECT 1 FROM "Supervisor" s WHERE s."id" = r."supervisorId") AS "held"
  FROM "Agent" a JOIN "Runtime" r ON r."agentId" = a."id" WHERE a."workspaceId" = $1::uuid AND r."driver" <> 'loader'
  ORDER BY a."number"`;

/** The container agents of the world, deleted ones too. */
export async function readFleet({ pool, workspace }: World): Promise<FleetRow[]> {
  return (await pool.query<FleetRow>(FLEET, [workspace.id])).rows;
}

function agentViolations(row: FleetRow, supervisor: number): string[] {
  const wanted = row.desired === "running" && !row.deleted;
  const pids = processesOf(row.id);
  const orphans = orphansAmong(pids, supervisor);
  const found = [
    row.observed !== (wanted ? "running" : "stopped") &&
      `is noted as ${row.observed} (${row.error}), wished: ${wanted}`,
    wanted && !row.held && "is held by nobody who lives",
    wanted !== pids.length > 0 && `has ${pids.length} processes, wished: ${wanted}`,
    orphans.length > 0 && `has processes of a dead supervisor: ${orphans.join(", ")}`,
    row.deleted && row.port !== null && `lies in the trash and holds port ${row.port}`,
  ].filter((words) => words !== false);
  return found.map((words) => `${row.name} ${words}`);
}

/** Folders of agents that are gone for good. */
function folderViolations(folder: string, rows: readonly FleetRow[]): string[] {
  const known = new Set(rows.map(({ id }) => id));
  const left = namesIn(join(folder, "workspaces")).filter((name) => !known.has(name.replace(/-(shared|state)$/, "")));
  return left.map((name) => `folder ${name} is left`);
}

/** Every run that should be there answers through web, supervisor and door. */
async function silent({ origin, token }: World, rows: readonly FleetRow[]): Promise<string[]> {
  const wanted = rows.filter(({ desired, deleted }) => desired === "running" && !deleted);
  const answers = wanted.map(async ({ id, name }) => {
    const headers = { authorization: `Bearer ${token}`, "x-api-contract": "fleet" };
    const { status } = await fetch(`${origin}/api/agents/${id}/files`, { headers });
    return status === 200 ? [] : [`${name} answers ${status} when asked for its files`];
  });
  return (await Promise.all(answers)).flat();
}

/** Everything in which database, processes and folders disagree once they have had `limitMs` to come to rest. */
export async function fleetViolations(world: World, limitMs: number): Promise<string[]> {
  let found: string[] = [];
  const calm = async () => {
    const rows = await readFleet(world);
    const supervisor = world.supervisor.pid ?? 0;
    found = [...rows.flatMap((row) => agentViolations(row, supervisor)), ...folderViolations(world.folder, rows)];
    if (found.length === 0) found = await silent(world, rows);
    return found.length === 0;
  };
  await eventually(calm, limitMs, 200);
  return found;
}
