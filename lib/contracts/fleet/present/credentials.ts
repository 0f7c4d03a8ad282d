import type { CredentialStatus } from "@/lib/contracts/fleet/wire/credentials";
import { TemplateFault, type TemplateFile } from "@/lib/runtime/template-file";

/** The variables that a template asks for, each once, in its order, and which of them are set. None without a template. */
export function toNeeded(
  template: TemplateFile | TemplateFault | null,
  set: readonly string[],
): NonNullable<CredentialStatus["needed"]> {
  if (template === null || template instanceof TemplateFault) return [];
  const { env_file = [], mcp_servers = {} } = template.credentials ?? {};
  const servers = Object.entries(mcp_servers);
  const names = new Set([...env_file, ...servers.flatMap(([, { env_vars = [] }]) => env_vars)]);
  return [...names].map((name) => ({
    name,
    set: set.includes(name),
    servers: servers.filter(([, { env_vars = [] }]) => env_vars.includes(name)).map(([server]) => server),
  }));
}
