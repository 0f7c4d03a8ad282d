import { keyFor } from "@/lib/auth/secrets";
import { settings } from "@/lib/env";
import type { AgentImageSource } from "@/lib/runtime/docker-driver/agent-image";
import { ownImage } from "@/lib/runtime/docker-driver/root-file-system";

/** What this Muster's containers bear: the same for all its supervisors, and no other Muster's. */
export function installationId(): string {
  return keyFor("installation").toString("hex").slice(0, 16);
}

/** The image that agents' containers are made of: MUSTER_AGENT_IMAGE, else one that is made here for this agent server. */
export function agentImageSource(serverFile: string): AgentImageSource {
  const { MUSTER_AGENT_IMAGE } = settings();
  return MUSTER_AGENT_IMAGE ? { name: MUSTER_AGENT_IMAGE, make: null } : ownImage(serverFile);
}
