import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { dataPath, settings } from "@/lib/env";
import { log } from "@/lib/log";
import { agentServerFile } from "@/lib/runtime/agent-server-bundle";
import { openDockerDriver } from "@/lib/runtime/docker-driver/open-docker-driver";
import type { RuntimeDriver } from "@/lib/runtime/driver";
import type { Python } from "@/lib/runtime/find-python";
import type { Isolation } from "@/lib/runtime/isolation";
import { createProcessDriver } from "@/lib/runtime/process-driver/create-process-driver";
import { runtimeFolder } from "@/lib/runtime/runtime-folder";
import { withinTime } from "@/lib/runtime/time-limit";

const ENGINE_MS = 10_000;
const SOCKET = "/var/run/docker.sock";

async function engineDriver(): Promise<RuntimeDriver | null> {
  if (!process.env.DOCKER_HOST && !existsSync(SOCKET)) return null;
  const driver = await withinTime("Reaching the Docker Engine", ENGINE_MS, openDockerDriver()).catch(() => null);
  if (!driver) log().warn("no Docker Engine answers, so agents run as processes of this machine");
  return driver;
}

/** Containers where a Docker Engine answers, else confined processes of this machine; MUSTER_DRIVER insists on one. */
export async function chooseDriver(isolation: Isolation, pythons: readonly Python[]): Promise<RuntimeDriver> {
  const { MUSTER_DRIVER, NODE_ENV } = settings();
  const engine = MUSTER_DRIVER === "process" ? null : await engineDriver();
  if (engine) return engine;
  if (MUSTER_DRIVER === "docker") throw new Error("MUSTER_DRIVER is docker, and no Docker Engine answers");
  // Beside the installed packages, where agents' accounts can get to.
  const root = join(dirname(runtimeFolder(dataPath(), isolation)), "workspaces");
  const serverFile = await agentServerFile(NODE_ENV === "production");
  return createProcessDriver({ isolation, pythons, root, serverFile, node: process.execPath });
}
