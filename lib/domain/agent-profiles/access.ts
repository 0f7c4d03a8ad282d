import { type Sql, sql } from "@/lib/db";
import type { ProfileStatus } from "@/lib/domain/agent-profiles/rules";
import { isoTime } from "@/lib/domain/json-sql";

/** What an agent `a` does, by its runtime `r`. */
export const profileStatus = sql`CASE WHEN r."observedState" = 'running' THEN 'active'
  WHEN r."observedState" = 'exited' AND r."error" IS NOT NULL THEN 'failed' ELSE 'idle' END`;

/** A field of agent `a` as JSON: of its live version `v` where `live` says so and the version speaks of it. */
export function contentField(live: Sql, key: string, column: Sql): Sql {
  return sql`CASE WHEN ${live} AND v."content" ? ${key}::text THEN v."content"->${key}::text ELSE to_jsonb(${column}) END`;
}

/** Runtime and live version of agent `a`. */
export const profileTables = sql`"Agent" a LEFT JOIN "Runtime" r ON r."agentId" = a."id"
  LEFT JOIN "AgentVersion" v ON v."id" = a."liveVersionId"`;

/** An agent by its number, with the model and the persona that it speaks as. */
export type AgentProfile = {
  number: number;
  name: string;
  type: string;
  status: ProfileStatus;
  description: string;
  workspaceId: string;
  createdAt: string;
  models: string[];
  temperature: number | null;
  modelSettings: Record<string, unknown>;
  personaId: number | null;
  useCustomPersona: boolean;
};

/** An `AgentProfile` as JSON, of the tables in `profileTables`; `live`: the live version's content is shown. */
export function profileJson(live: Sql): Sql {
  const field = (key: string, column: Sql) => contentField(live, key, column);
  return sql`json_build_object('number', a."number", 'name', a."name", 'type', a."type", 'status', ${profileStatus},
    'description', ${field("description", sql`a."description"`)}, 'workspaceId', a."workspaceId",
    'createdAt', ${isoTime(sql`a."createdAt"`)}, 'models', ${field("models", sql`a."models"`)},
    'temperature', ${field("temperature", sql`a."temperature"`)},
    'modelSettings', ${field("modelSettings", sql`a."modelSettings"`)},
    'personaId', ${field("personaId", sql`a."personaId"`)},
    'useCustomPersona', ${field("useCustomPersona", sql`a."useCustomPersona"`)})`;
}
