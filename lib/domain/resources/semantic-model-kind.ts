import { z } from "zod";
import { sql } from "@/lib/db";
import { faultyFields } from "@/lib/domain/faults";
import type { JsonObject } from "@/lib/domain/resources/hidden-values";
import { lockConnections } from "@/lib/domain/resources/model-connections";
import { assignedBy, type ResourceKind } from "@/lib/domain/resources/resource-kind";
import { jsonSize } from "@/lib/domain/resources/rules";
import { connectionNamesIn, LARGEST_MODEL, modelHead, modelProblems } from "@/lib/domain/semantic-models/rules";

export type SemanticModelFields = { semanticModel: JsonObject };
type Shown = { semanticModel: Record<string, unknown>; connectionNames: string[]; size: number };

const MOST_PROBLEMS = 50;

function assertModel(model: JsonObject): number {
  const size = jsonSize(model);
  const problems = size > LARGEST_MODEL ? [{ path: [], message: "may have at most 5 MiB" }] : modelProblems(model);
  if (problems.length === 0) return size;
  const places = problems.slice(0, MOST_PROBLEMS);
  throw faultyFields(
    "invalid",
    places.map(({ path, message }) => [["semanticModel", ...path], message]),
  );
}

/** What tables and columns mean, for agents that answer questions from data. Its name and description are the model's own. */
export const semanticModelKind: ResourceKind<SemanticModelFields, Shown> = {
  name: "semantic-data-models",
  noun: "semantic_data_model",
  word: "semantic data model",
  idKind: "semanticDataModel",
  table: sql`"SemanticDataModel"`,
  columns: { semanticModel: "jsonb", connectionNames: "text[]", size: "integer" },
  weight: sql`r."size"`,
  parse: z.object({
    semanticModel: z.record(z.string(), z.unknown()),
    connectionNames: z.array(z.string()),
    size: z.number(),
  }),
  seals: false,
  uses: assignedBy(sql`"AgentSemanticDataModel"`, sql`"semanticDataModelId"`, "semanticDataModels"),
  offered: null,
  // A connection that gets another name is locked before the models that follow it; so it is here.
  lockFirst: (tx, workspaceId, { semanticModel }) => lockConnections(tx, workspaceId, connectionNamesIn(semanticModel)),
  settle: ({ semanticModel }, stored) => {
    if (!semanticModel && stored) return { shown: stored.shown };
    const model = semanticModel ?? {};
    const size = assertModel(model);
    const { name, description } = modelHead(model);
    const shown = { semanticModel: model, connectionNames: connectionNamesIn(model), size };
    return { shown, named: { name, description } };
  },
};
