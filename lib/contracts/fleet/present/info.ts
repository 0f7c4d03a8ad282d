import type { Info } from "@/lib/contracts/fleet/wire/info";
import type { FleetAgent } from "@/lib/domain/fleet/access";
import { wantedResources } from "@/lib/domain/fleet/rules";
import type { TemplateFile } from "@/lib/runtime/template-file";

/** A running agent without a template that can be read. */
export function withoutTemplate({ name, status }: FleetAgent, message: string): Info {
  return { has_template: false, agent_name: name, status, message };
}

/** An agent whose workspace cannot be looked into now. */
export function toSleepingInfo(agent: FleetAgent): Info {
  const { name, status, template, type } = agent;
  return {
    has_template: template !== null,
    agent_name: name,
    template_name: template,
    type,
    resources: wantedResources(agent),
    status,
    message: "Agent is not running, start it to see its template",
  };
}

/** A running agent with its template; lists that it does not have are empty. */
export function toInfo({ name, status, template }: FleetAgent, file: TemplateFile): Info {
  const { use_cases = [], capabilities = [], sub_agents = [], commands = [], platforms = [] } = file;
  const { tools = [], skills = [], metrics = [], mcp_servers, credentials } = file;
  return {
    has_template: true,
    template_path: "/home/developer/template.yaml",
    agent_name: name,
    template_name: template,
    name: file.name,
    display_name: file.display_name,
    tagline: file.tagline ?? null,
    description: file.description,
    version: file.version ?? null,
    author: file.author ?? null,
    updated: file.updated ?? null,
    type: file.type ?? null,
    resources: file.resources,
    ...{ use_cases, capabilities, sub_agents, commands, platforms, tools, skills, metrics },
    mcp_servers: mcp_servers ?? Object.keys(credentials?.mcp_servers ?? {}),
    status,
  };
}
