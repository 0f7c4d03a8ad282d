import { z } from "zod";
import { sql, type Tx } from "@/lib/db";
import { type Engine, engines, LARGEST_CONNECTION, settingProblems } from "@/lib/domain/data-connections/rules";
import { DomainError, faultyFields, invalidField } from "@/lib/domain/faults";
import type { Reader } from "@/lib/domain/query";
import { mergeConfiguration, settleConfiguration } from "@/lib/domain/resources/hidden-configuration";
import type { JsonObject } from "@/lib/domain/resources/hidden-values";
import { keepModelsInStep, listModelsNaming } from "@/lib/domain/resources/model-connections";
import { assignedBy, type ResourceKind, type ResourceRefs, type Stored } from "@/lib/domain/resources/resource-kind";
import { agentWords, listUses, named, referrerWords } from "@/lib/domain/resources/resource-uses";
import { jsonSize } from "@/lib/domain/resources/rules";

/** `configuration` replaces all settings, `configurationChanges` those that it names; null in it takes one away. */
export type ConnectionFields = {
  engine: Engine;
  configuration: JsonObject;
  configurationChanges: JsonObject;
  tags: string[];
};
type Shown = { engine: Engine; configuration: Record<string, unknown>; tags: string[] };

const none: Record<string, string[]> = {};

function assertSettings(whole: Record<string, unknown>): void {
  if (jsonSize(whole) > LARGEST_CONNECTION) throw invalidField("configuration", "may have at most 32 KiB");
  const problems = settingProblems(whole);
  if (problems.length === 0) return;
  throw faultyFields(
    "invalid",
    problems.map(({ setting, message }) => [["configuration", setting], message]),
  );
}

function settings({ configuration, configurationChanges }: Partial<ConnectionFields>, stored: Stored<Shown> | null) {
  const before = stored && { shown: stored.shown.configuration, open: stored.open };
  if (configurationChanges && before) return mergeConfiguration(configurationChanges, before);
  return settleConfiguration(configuration ?? configurationChanges ?? {}, before);
}

async function modelsOf(db: Reader | Tx, id: string): Promise<ResourceRefs> {
  return (await listModelsNaming(db, id)).map((model) => ({ kind: "semantic-data-models", ...model }));
}

/** A database that agents read from, with its settings; secrets among them are sealed. */
export const connectionKind: ResourceKind<ConnectionFields, Shown> = {
  name: "data-connections",
  noun: "data_connection",
  word: "data connection",
  idKind: "dataConnection",
  table: sql`"DataConnection"`,
  columns: { engine: "text", configuration: "jsonb", tags: "text[]" },
  parse: z.object({
    engine: z.enum(engines),
    configuration: z.record(z.string(), z.unknown()),
    tags: z
      .array(z.string())
      .nullable()
      .transform((tags) => tags ?? []),
  }),
  seals: true,
  uses: usedThroughModels(),
  offered: null,
  referrers: modelsOf,
  assertChangeable: async (tx, ctx, { before, after }) => {
    if (before.engine === after.engine) return;
    const agents = (await listUses(tx, ctx, connectionKind, before.id)).map(agentWords);
    const users = [...agents, ...(await modelsOf(tx, before.id)).map(referrerWords)];
    if (users.length === 0) return;
    const message = `The engine of '${before.name}' cannot change while it is used by ${named(users)}`;
    throw new DomainError("in_use", message);
  },
  follow: async (tx, change, { before, after }) => {
    const name = String(after.name);
    if (name === before.name) return none;
    const models = await keepModelsInStep(tx, change, before.workspaceId, [before.name, name]);
    return models.length > 0 ? { modelsInStep: models } : none;
  },
  settle: ({ engine, tags, ...sent }, stored) => {
    const kept = stored?.shown ?? { engine: "postgres", tags: [] };
    const rest = { engine: engine ?? kept.engine, tags: [...new Set(tags ?? kept.tags)] };
    const { configuration, configurationChanges } = sent;
    if (!configuration && !configurationChanges && stored) {
      return { shown: { ...rest, configuration: stored.shown.configuration } };
    }
    const { shown, hidden } = settings(sent, stored);
    assertSettings(Object.fromEntries(Object.entries(hidden ?? shown ?? {})));
    return { shown: { ...rest, configuration: shown }, hidden };
  },
};

/** Agents have a connection because it is attached to them, or because a model of theirs names it; of what is live, a frozen one. */
function usedThroughModels() {
  const attached = assignedBy(sql`"AgentDataConnection"`, sql`"dataConnectionId"`, "dataConnections");
  const drafts = sql`${attached.drafts} UNION SELECT j."agentId" FROM "AgentSemanticDataModel" j
    JOIN "SemanticDataModel" m ON m."id" = j."semanticDataModelId"
    WHERE m."workspaceId" = r."workspaceId" AND m."connectionNames" @> ARRAY[r."name"]`;
  const published = sql`(${attached.published} OR EXISTS (SELECT 1 FROM "VersionModel" f
    CROSS JOIN LATERAL jsonb_each_text(f."connections") e WHERE f."versionId" = v."id" AND e."value" = r."id"))`;
  const versions = sql`SELECT v."id" FROM "AgentVersion" v WHERE ${attached.published}
    UNION SELECT f."versionId" FROM "VersionModel" f
      WHERE jsonb_path_query_array(f."connections", '$.*') @> jsonb_build_array(r."id")`;
  return { ...attached, drafts, published, versions };
}
