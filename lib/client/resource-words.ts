import type { Engine } from "@/lib/domain/data-connections/rules";
import { type ResourceKindName, resourceKindNames } from "@/lib/domain/resources/rules";

export type ResourceWords = {
  /** "Skills". */
  many: string;
  /** "skills", within a sentence. */
  several: string;
  /** "skill". */
  one: string;
  /** "a skill". */
  article: string;
  /** What such a thing is for, in one sentence. */
  purpose: string;
};

/** How the console speaks of each kind of resource. */
export const resourceWords: Readonly<Record<ResourceKindName, ResourceWords>> = {
  skills: {
    many: "Skills",
    several: "skills",
    one: "skill",
    article: "a skill",
    purpose:
      "Know-how in Markdown that agents read when a task calls for it: how refunds work, how reports are written.",
  },
  tools: {
    many: "Tools",
    several: "tools",
    one: "tool",
    article: "a tool",
    purpose: "Something that agents can do, with its settings: look up a currency rate, open a ticket.",
  },
  "mcp-servers": {
    many: "MCP servers",
    several: "MCP servers",
    one: "MCP server",
    article: "an MCP server",
    purpose:
      "Servers of the Model Context Protocol that agents get tools and data from, remote or run beside the agent.",
  },
  "semantic-data-models": {
    many: "Data models",
    several: "semantic data models",
    one: "semantic data model",
    article: "a semantic data model",
    purpose: "What tables and columns mean, so that agents can answer questions from data.",
  },
  "data-connections": {
    many: "Data connections",
    several: "data connections",
    one: "data connection",
    article: "a data connection",
    purpose: "Databases that agents read from, with their settings; passwords and keys are encrypted.",
  },
  schemas: {
    many: "JSON Schemas",
    several: "JSON Schemas",
    one: "JSON Schema",
    article: "a JSON Schema",
    purpose:
      "The form of what goes into an agent or a tool and of what comes out, described once and referred to by name.",
  },
};

/** The kind that an address names, or null. */
export function resourceKindOf(text: string): ResourceKindName | null {
  return resourceKindNames.find((name) => name === text) ?? null;
}

/** "Used by 1 agent". */
export function usedByWords(count: number): string {
  if (count === 0) return "Not used";
  return count === 1 ? "1 agent" : `${count} agents`;
}

/** The engines of data connections as their makers write them. */
export const engineWords: Readonly<Record<Engine, string>> = {
  postgres: "PostgreSQL",
  redshift: "Redshift",
  snowflake: "Snowflake",
  mysql: "MySQL",
  bigquery: "BigQuery",
  databricks: "Databricks",
};
