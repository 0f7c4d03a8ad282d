import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";
import type { Reader } from "@/lib/domain/query";
import { mcpServerKind } from "@/lib/domain/resources/mcp-server-kind";
import type { Settled } from "@/lib/domain/resources/resource-kind";
import { LONGEST_RESOURCE_NAME } from "@/lib/domain/resources/rules";
import { knownServers } from "@/lib/domain/transfers/access";
import { freeName, nameBeginning, reachedAlike } from "@/lib/domain/transfers/rules";
import { BundleRefused, type BundleServer, type Omission, SPEC } from "@/lib/packages/agent-zip/bundle";

/** A server that is there (`id`), or one to be made. */
export type PlannedServer = { id: string | null; name: string; server: BundleServer; settled: Settled | null };

/** The columns of a new server. Throws BundleRefused naming the field. */
function settled({ name: _name, description: _description, ...fields }: BundleServer, at: number): Settled {
  try {
    return mcpServerKind.settle(fields, null);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new BundleRefused(SPEC, `mcp-servers[${at}].${error.message}`);
  }
}

/** Finds each server of the package by name and address, or gives it a name of its own. */
export async function planServers(db: Reader | Tx, workspaceId: string, servers: readonly BundleServer[]) {
  const beginnings = servers.map(({ name }) => nameBeginning(name, LONGEST_RESOURCE_NAME));
  const known = await knownServers(db, workspaceId, beginnings);
  const taken = new Set(known.map(({ name }) => name));
  const omissions: Omission[] = [];
  const planned = servers.map((server, at): PlannedServer => {
    const there = known.find((one) => one.name === server.name && reachedAlike(one, server));
    if (there) return { id: there.id, name: there.name, server, settled: null };
    const name = freeName(server.name.trim() || "MCP server", taken, LONGEST_RESOURCE_NAME);
    taken.add(name);
    if (name !== server.name) {
      const message = `'${server.name}' is taken; the MCP server is called '${name}'.`;
      omissions.push({ code: "renamed", path: `${SPEC}#mcp-servers[${at}].name`, message });
    }
    return { id: null, name, server, settled: settled(server, at) };
  });
  return { planned, omissions };
}
