export type FilledTemplate = { text: string; notes: string[] };

/**
 * Fills `${NAME}` in the texts of an `.mcp.json.template`. A server that needs a variable without a value is left out and
 * noted; null, with a note, where the template is not JSON of servers.
 */
export function fillMcpTemplate(template: string, variables: ReadonlyMap<string, string>): FilledTemplate | null {
  const parsed = parse(template);
  if (!isRecord(parsed) || !isRecord(parsed.mcpServers)) return null;
  const servers: Record<string, unknown> = {};
  const notes: string[] = [];
  for (const [name, server] of Object.entries(parsed.mcpServers)) {
    const missing = new Set<string>();
    const filled = fill(server, variables, missing);
    if (missing.size === 0) Object.defineProperty(servers, name, { value: filled, enumerable: true });
    else notes.push(`MCP server '${name}' is left out: ${[...missing].join(", ")} has no value in .env`);
  }
  return { text: `${JSON.stringify({ ...parsed, mcpServers: servers }, null, 2)}\n`, notes };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fill(value: unknown, variables: ReadonlyMap<string, string>, missing: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => fill(one, variables, missing));
  if (isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, variables, missing)]));
  }
  if (typeof value !== "string") return value;
  return value.replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_whole, name: string) => {
    const found = variables.get(name);
    if (found === undefined || found === "") missing.add(name);
    return found ?? "";
  });
}
