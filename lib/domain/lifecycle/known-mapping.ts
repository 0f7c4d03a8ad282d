import type { Tx } from "@/lib/db";
import { faultyFields, invalidField } from "@/lib/domain/faults";
import type { Pairs } from "@/lib/domain/versions/map-resources";

export type WantedMapping = { connections?: Pairs; mcpServers?: Pairs };
type Known = { id: string; name: string };

function assertKnown(field: string, noun: string, map: Pairs, known: ReadonlyMap<string, Known>): void {
  const unknown = Object.entries(map)
    .flat()
    .find((id) => !known.has(id));
  if (unknown === undefined) return;
  const message = `'${unknown.slice(0, 100)}' is not ${noun} of this tenant`;
  throw faultyFields("unknown_reference", [[[field], message]]);
}

const byId = <T extends Known>(rows: T[]) => new Map(rows.map((row) => [row.id, row]));
const isEmpty = (map: Pairs) => Object.keys(map).length === 0;
const idsOf = (map: Pairs) => [...new Set(Object.entries(map).flat())];

/**
 * The names of the resources that a mapping speaks of, by id. Throws `unknown_reference` for the first that is none of
 * the workspace, `invalid` for a pair of connections of different engines.
 */
export async function knownMapping(
  tx: Tx,
  workspaceId: string | null,
  { connections = {}, mcpServers = {} }: WantedMapping,
): Promise<ReadonlyMap<string, string>> {
  const where = (map: Pairs) => ({ workspaceId: workspaceId ?? "", id: { in: idsOf(map) } });
  const select = { id: true, name: true };
  const engines = { select: { ...select, engine: true } };
  const own = byId(
    isEmpty(connections) ? [] : await tx.dataConnection.findMany({ where: where(connections), ...engines }),
  );
  const servers = byId(isEmpty(mcpServers) ? [] : await tx.mcpServer.findMany({ where: where(mcpServers), select }));
  assertKnown("connection_mappings", "a data connection", connections, own);
  assertKnown("mcp_server_mappings", "an MCP server", mcpServers, servers);
  for (const [test, production] of Object.entries(connections)) {
    const [from, to] = [own.get(test)?.engine, own.get(production)?.engine];
    if (from !== to) throw invalidField("connection_mappings", `'${test}' is ${from}, '${production}' is ${to}`);
  }
  return new Map([...own.values(), ...servers.values()].map(({ id, name }) => [id, name]));
}
