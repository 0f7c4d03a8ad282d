/** What containers and volumes of ours are labelled with. */
export const LABEL = {
  agent: "muster.agent",
  installation: "muster.installation",
  spec: "muster.spec",
  imageVersion: "muster.image-version",
} as const;

export const DOOR_PORT = "7070/tcp";
export const SSH_PORT = "2222/tcp";
/** How a container calls the machine of its engine. */
export const HOST_NAME = "host.docker.internal";
export const WORKSPACE = "/home/developer";
/** Where the agent server keeps what is not the workspace's and yet stays: its SSH host key. */
export const KEYS = "/var/lib/muster";

const AGENT_ID = /^[A-Za-z0-9_]{1,64}$/;

/** The volumes of an agent. Throws on an id that could be anything else in a mount than a name. */
export function volumesOf(agentId: string): { workspace: string; shared: string; keys: string } {
  if (!AGENT_ID.test(agentId)) throw new Error("not an agent's id");
  return { workspace: `muster-${agentId}`, shared: `muster-${agentId}-shared`, keys: `muster-${agentId}-keys` };
}

/** What people see in the engine's list; nothing is found by it. */
export function containerName(name: string, agentId: string): string {
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .slice(0, 63);
  return `muster-${readable}-${agentId.slice(-8).toLowerCase()}`;
}
