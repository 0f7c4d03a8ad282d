import { getOperated } from "@/lib/domain/agent-settings/access";
import { getAgent, readableAgents } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import type { FleetStatus } from "@/lib/domain/fleet/rules";
import { consumersOf, type FolderPeer, folderSwitches, presentMounts, sourcesOf } from "@/lib/domain/folders/access";
import { mountsDiffer } from "@/lib/domain/folders/rules";
import { query, type Reader } from "@/lib/domain/query";

/** Those that the caller may know of. */
async function readable(db: Reader, ctx: Ctx, peers: FolderPeer[]): Promise<FolderPeer[]> {
  if (peers.length === 0) return peers;
  const ids = peers.map((peer) => peer.id);
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT a."id" FROM "Agent" a WHERE a."id" = ANY(${ids}) AND ${readableAgents(ctx)}`;
  const known = new Set(rows.map((row) => row.id));
  return peers.filter((peer) => known.has(peer.id));
}

export type Folders = {
  name: string;
  status: FleetStatus;
  exposes: boolean;
  consumes: boolean;
  sources: (FolderPeer & { mounted: boolean })[];
  restartRequired: boolean;
};

/** The shared folders of an agent: its switches, whose folders it gets, and whether its run has them. Throws `not_found`. */
export const getFolders = query({
  permission: "agents.read",
  target: getOperated,
  run: async ({ db, ctx, target }, _agent: AgentRef): Promise<Folders> => {
    const { id, name, operation } = target;
    const { exposes, consumes } = await folderSwitches(db, id);
    const sources = consumes ? await sourcesOf(db, id) : [];
    const running = operation.status === "running";
    const present = presentMounts(running ? operation.applied : null);
    const wanted = { exposes, sourceIds: sources.map((source) => source.id) };
    const shown = (await readable(db, ctx, sources)).map((source) => ({
      ...source,
      mounted: present.sourceIds.includes(source.id),
    }));
    const restartRequired = running && mountsDiffer(wanted, present);
    return { name, status: operation.status, exposes, consumes, sources: shown, restartRequired };
  },
});

export type Peers = { name: string; peers: FolderPeer[] };

/** Whose folders an agent could mount. Throws `not_found`. */
export const listAvailableFolders = query({
  permission: "agents.read",
  target: (db, ctx, agent: AgentRef) => getAgent(db, ctx, agent),
  run: async ({ db, ctx, target }): Promise<Peers> => ({
    name: target.name,
    peers: await readable(db, ctx, await sourcesOf(db, target.id)),
  }),
});

/** Who mounts the folder of an agent. Throws `not_found`. */
export const listFolderConsumers = query({
  permission: "agents.read",
  target: (db, ctx, agent: AgentRef) => getAgent(db, ctx, agent),
  run: async ({ db, ctx, target }): Promise<Peers> => ({
    name: target.name,
    peers: await readable(db, ctx, await consumersOf(db, target.id)),
  }),
});
