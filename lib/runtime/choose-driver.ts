import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { dataPath, settings } from "@/lib/env";
import { log } from "@/lib/log";
import { agentServerFile } from "@/lib/runtime/agent-server-bundle";
import { createDockerDriver } from "@/lib/runtime/docker-driver/docker-driver";
import { ownImage } from "@/lib/runtime/docker-driver/root-file-system";
import type { RuntimeDriver } from "@/lib/runtime/driver";
import type { Python } from "@/lib/runtime/find-python";
import type { Isolation } from "@/lib/runtime/isolation";
import { createProcessDriver } from "@/lib/runtime/process-driver/create-process-driver";
import { runtimeFolder } from "@/lib/runtime/runtime-folder";
import { withinTime } from "@/lib/runtime/time-limit";

const ENGINE_MS = 3_000;
const SOCKET = "/var/run/docker.sock";

type Machine = { installation: string; isolation: Isolation; pythons: readonly Python[] };

async function engineDriver(installation: string, serverFile: string): Promise<RuntimeDriver | null> {
  if (!process.env.DOCKER_HOST && !existsSync(SOCKET)) return null;
  const driver = createDockerDriver({ installation, image: ownImage(serverFile) });
  try {
    const version = await withinTime("Reaching the Docker Engine", ENGINE_MS, driver.ping());
    log().info({ version }, "agents run as containers of a Docker Engine");
    return driver;
  } catch (error) {
    log().warn({ err: error }, "no Docker Engine answers");
    return null;
  }
}

/** Containers where a Docker Engine answers, else confined processes of this machine; MUSTER_DRIVER insists on one. */
export async function chooseDriver({ installation, isolation, pythons }: Machine): Promise<RuntimeDriver> {
  const { MUSTER_DRIVER, NODE_ENV } = settings();
  const serverFile = await agentServerFile(NODE_ENV === "production");
  const engine = MUSTER_DRIVER === "process" ? null : await engineDriver(installation, serverFile);
  if (engine) return engine;
  if (MUSTER_DRIVER === "docker") throw new Error("MUSTER_DRIVER is docker, and no Docker Engine answers");
  // Beside the installed packages, where agents' accounts can get to.
  const root = join(dirname(runtimeFolder(dataPath(), isolation)), "workspaces");
  return createProcessDriver({ isolation, pythons, root, serverFile, node: process.execPath });
}
