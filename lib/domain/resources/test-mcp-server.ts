import { command } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { getResourceTarget } from "@/lib/domain/resources/access";
import { asMcpServerSecrets, mcpServerKind } from "@/lib/domain/resources/mcp-server-kind";
import { openSecrets } from "@/lib/domain/resources/update-resource";

export type McpProbe = {
  transport: "streamable-http" | "sse";
  url: string;
  /** As they really are; never to be shown. */
  headers: Record<string, string>;
};

/** Allows and audits one test of a remote MCP server, and says how to reach it. Throws `conflict` for stdio and without an address. */
export const allowMcpTest = command({
  permission: "resources.test",
  audit: "mcp_server.tested",
  target: (tx, ctx, { id }: { id: string }) => getResourceTarget(tx, ctx, mcpServerKind, id),
  run: async ({ target }): Promise<McpProbe> => {
    const { transport, url, headers, name } = target.row;
    if (transport === "stdio") {
      throw new DomainError(
        "conflict",
        `'${name}' runs inside the agents that use it, so it cannot be tested from here`,
      );
    }
    if (url === null) throw new DomainError("conflict", `'${name}' has no address yet`);
    return { transport, url, headers: asMcpServerSecrets(openSecrets(target))?.headers ?? headers };
  },
});
