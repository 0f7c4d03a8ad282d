import type { SpecServer } from "./agent-spec";
import { type BundleServer, type Omission, SPEC } from "./bundle";
import { isPlaceholder } from "./placeholders";

type Missing = (key: string, what: string) => void;

/** The texts of a map that are values; what is a placeholder, or describes a value instead of being one, is missing. */
function values(map: Record<string, unknown> | null | undefined, key: string, what: string, missing: Missing) {
  const entries = Object.entries(map ?? {}).filter(([name, value]) => {
    const plain = typeof value === "number" || typeof value === "boolean";
    if (plain || (typeof value === "string" && !isPlaceholder(value))) return true;
    missing(`${key}.${name}`, what);
    return false;
  });
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/** A server of the spec without its placeholders, and what of it has to be set by hand. */
export function readServer(server: SpecServer, at: number): { server: BundleServer; missing: Omission[] } {
  const missing: Omission[] = [];
  const note: Missing = (key, what) => {
    const path = `${SPEC}#mcp-servers[${at}].${key.slice(0, 300)}`;
    missing.push({ code: "secret_redacted", path, message: `Set this ${what} on MCP server '${server.name}'.` });
  };
  const real = (text: string | null | undefined, key: string, what: string) => {
    if (typeof text !== "string" || text === "") return null;
    if (!isPlaceholder(text)) return text;
    note(key, what);
    return null;
  };
  const args = (server.args ?? []).map((arg, place) => real(arg, `args[${place}]`, "argument") ?? "");
  const read = {
    name: server.name,
    description: server.description ?? "",
    transport: server.transport ?? (server.command ? ("stdio" as const) : ("streamable-http" as const)),
    url: real(server.url, "url", "address"),
    headers: values(server.headers, "headers", "header", note),
    command: real(server.command, "command", "command"),
    args,
    env: values(server.env, "env", "variable", note),
    cwd: server.cwd ?? null,
    forceSerialToolCalls: server["force-serial-tool-calls"] ?? false,
  };
  return { server: read, missing };
}
