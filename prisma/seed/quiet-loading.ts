import { db } from "@/lib/db";
import type { Uploaded } from "@/lib/domain/packages/submit-package";
import { recordInstalling, recordLoaded, recordLoadFailed, recordUnloaded } from "@/lib/domain/runtimes/record-load";
import type { PackageEntry } from "./package-catalogue";
import { toolNames } from "./package-sources";

/** Supervisors look only at runtimes of the driver `loader`. */
async function setDriver(agentId: string, driver: "parked" | "loader"): Promise<void> {
  await db().runtime.update({ where: { agentId }, data: { driver } });
}

/**
 * Runs `work` while no supervisor looks at the agent, and leaves it stopped: a demo of 200 agents shall not start as many
 * processes.
 */
export async function parked<T>(agentId: string, work: () => Promise<T>): Promise<T> {
  await setDriver(agentId, "parked");
  const result = await work();
  await db().runtime.update({ where: { agentId }, data: { desiredState: "stopped" } });
  await setDriver(agentId, "loader");
  return result;
}

const aboutOf = ({ agentId, number, name }: Uploaded, workspaceId: string) => ({ agentId, number, name, workspaceId });
const loadableOf = ({ packageId, version }: Uploaded) => ({
  packageId,
  version,
  sha256: "",
  entryPoint: "agents.main_agent:agent",
  pythonVersion: "3.11",
});

/** Leaves what a good load and a stop some time later leave. */
export async function noteLoadAndStop(uploaded: Uploaded, workspaceId: string, entry: PackageEntry): Promise<void> {
  const [about, loaded] = [aboutOf(uploaded, workspaceId), loadableOf(uploaded)];
  const parameters = { type: "object", properties: {} };
  const tools = toolNames(entry).map((name) => ({ name, description: entry.description, parameters }));
  const report = { agent: { name: entry.name, description: entry.description }, tools, python: "3.11.9", ncp: "1.0" };
  await recordInstalling({ about, wanted: loaded });
  await recordLoaded({ about, loaded, report, isolation: "bubblewrap", again: false });
  await recordUnloaded(about);
}

/** Leaves what a failed load leaves. */
export async function noteFailure(uploaded: Uploaded, workspaceId: string, error: string): Promise<void> {
  const [about, failed] = [aboutOf(uploaded, workspaceId), loadableOf(uploaded)];
  await recordInstalling({ about, wanted: failed });
  await recordLoadFailed({ about, failed, error, stillRunning: false });
  await db().runtime.update({ where: { agentId: uploaded.agentId }, data: { exitCode: 1, restarts: 4 } });
}
