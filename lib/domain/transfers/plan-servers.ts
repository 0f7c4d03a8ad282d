import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";
import type { Reader } from "@/lib/domain/query";
import { mcpServerKind } from "@/lib/domain/resources/mcp-server-kind";
import { LONGEST_RESOURCE_NAME, MOST_HEADERS, MOST_VARIABLES } from "@/lib/domain/resources/rules";
import { knownServers } from "@/lib/domain/transfers/access";
import { freeName, nameBeginning, reachedAlike } from "@/lib/domain/transfers/rules";
import { BundleRefused, type BundleServer, type Omission, SPEC } from "@/lib/packages/agent-zip/bundle";

/** A server that is there (`id`), or one to be made. */
export type PlannedServer = { id: string | null; name: string; server: BundleServer };

/** Throws BundleRefused, naming the field, for a server that cannot be made. */
function assertServer({ name, description: _, ...fields }: BundleServer, at: number): void {
  const refuse = (what: string) => new BundleRefused(SPEC, `mcp-servers[${at}].${what}`);
  if (/\p{Cc}/u.test(name)) throw refuse("name must be one line");
  if (Object.keys(fields.headers).length > MOST_HEADERS) throw refuse(`headers may hold at most ${MOST_HEADERS}`);
  if (Object.keys(fields.env).length > MOST_VARIABLES) throw refuse(`env may hold at most ${MOST_VARIABLES}`);
  try {
    mcpServerKind.settle(fields, null);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw refuse(error.message);
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
    if (there) return { id: there.id, name: there.name, server };
    assertServer(server, at);
    const name = freeName(server.name.trim() || "MCP server", taken, LONGEST_RESOURCE_NAME);
    taken.add(name);
    if (name !== server.name) {
      const message = `'${server.name}' is taken; the MCP server is called '${name}'.`;
      omissions.push({ code: "renamed", path: `${SPEC}#mcp-servers[${at}].name`, message });
    }
    return { id: null, name, server };
  });
  return { planned, omissions };
}
