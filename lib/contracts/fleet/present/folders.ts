import type { Folders, Peers } from "@/lib/domain/folders/queries";

const HOME = "/home/developer";

/** Names for people: what is mounted is found by the agent's id. */
const volumeOf = (name: string) => `agent-${name}-shared`;
const mountOf = (name: string) => `${HOME}/shared-in/${name}`;

/** The folder settings of an agent as contract 2 shows them. */
export function toFolders({ name, status, exposes, consumes, sources, restartRequired }: Folders) {
  return {
    agent_name: name,
    expose_enabled: exposes,
    consume_enabled: consumes,
    exposed_volume: exposes ? volumeOf(name) : null,
    exposed_path: exposes ? `${HOME}/shared-out` : null,
    consumed_folders: sources.map((source) => ({
      source_agent: source.name,
      mount_path: mountOf(source.name),
      access_mode: "rw" as const,
      currently_mounted: source.mounted,
    })),
    restart_required: restartRequired,
    status,
  };
}

/** Folders that an agent could mount. */
export function toAvailable({ name, peers }: Peers) {
  const available_folders = peers.map((peer) => ({
    source_agent: peer.name,
    volume_name: volumeOf(peer.name),
    mount_path: mountOf(peer.name),
    source_status: peer.status,
  }));
  return { agent_name: name, available_folders, count: peers.length };
}

/** Agents that mount the folder of this one. */
export function toConsumers({ name, peers }: Peers) {
  const mount_path = mountOf(name);
  const consumers = peers.map((peer) => ({ agent_name: peer.name, mount_path, status: peer.status }));
  return { source_agent: name, consumers, count: peers.length };
}
