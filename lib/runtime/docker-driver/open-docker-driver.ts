import { keyFor } from "@/lib/auth/secrets";
import { allowedImages } from "@/lib/domain/instance/queries";
import { settings } from "@/lib/env";
import { agentServerFile } from "@/lib/runtime/agent-server-bundle";
import type { AgentImageSource } from "@/lib/runtime/docker-driver/agent-image";
import { createDockerDriver } from "@/lib/runtime/docker-driver/docker-driver";
import { ownImage } from "@/lib/runtime/docker-driver/root-file-system";
import type { RuntimeDriver } from "@/lib/runtime/driver";

/** What this Muster's containers bear: the same for all its supervisors, and no other Muster's. */
export function installationId(): string {
  return keyFor("installation").toString("hex").slice(0, 16);
}

/** The image that agents' containers are made of: MUSTER_AGENT_IMAGE, else one that is made here. */
export async function agentImageSource(): Promise<AgentImageSource> {
  const { MUSTER_AGENT_IMAGE, NODE_ENV } = settings();
  if (MUSTER_AGENT_IMAGE) return { name: MUSTER_AGENT_IMAGE, make: null, allowed: allowedImages };
  return ownImage(await agentServerFile(NODE_ENV === "production"));
}

/** The driver for the engine where DOCKER_HOST points or that is on this machine; null where none answers now. */
export async function openDockerDriver(): Promise<RuntimeDriver | null> {
  const driver = createDockerDriver({ installation: installationId(), image: await agentImageSource() });
  try {
    await driver.ping();
    return driver;
  } catch {
    await driver.close();
    return null;
  }
}
