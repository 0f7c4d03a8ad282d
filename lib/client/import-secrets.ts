/** Where a server keeps a value that did not travel: `agent-spec.yaml#mcp-servers[0].headers.Authorization`. */
const PLACE = /#mcp-servers\[\d+\]\.([a-z-]+)(?:[.[](.+?)\]?)?$/;
const fieldNames: Readonly<Record<string, string>> = {
  headers: "Header",
  env: "Variable",
  args: "Argument",
  url: "Address",
  command: "Command",
  "oauth-client-config": "OAuth settings",
};

/** The place of a secret in words: "Header Authorization", "Argument 3". */
export function secretName(path: string): string {
  const [, field = "", key] = PLACE.exec(path) ?? [];
  const name = fieldNames[field];
  if (name === undefined) return path;
  if (key === undefined) return name;
  return `${name} ${field === "args" ? Number(key) + 1 : key}`;
}

/** The server of the agent that a package calls so; a taken name got a number at the import. */
export function serverOf<S extends { name: string }>(servers: readonly S[], name: string): S | null {
  const numbered = (one: S) => one.name.startsWith(`${name} (`);
  return servers.find((one) => one.name === name) ?? servers.find(numbered) ?? null;
}

type Settings = {
  url: string | null;
  command: string | null;
  headers: Readonly<Record<string, string>>;
  env: Readonly<Record<string, string>>;
  args: readonly string[];
};

/** Whether somebody has set the value since; what cannot be seen counts as open. */
export function isSecretSet(server: Settings, path: string): boolean {
  const [, field, key = ""] = PLACE.exec(path) ?? [];
  if (field === "headers" || field === "env") return Object.hasOwn(server[field], key);
  if (field === "url" || field === "command") return server[field] !== null;
  return field === "args" && Boolean(server.args[Number(key)]);
}
