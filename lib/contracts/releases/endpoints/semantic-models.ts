import { tenantResources } from "@/lib/contracts/releases/endpoints/tenant-resources";
import { toModel } from "@/lib/contracts/releases/present/resource";
import * as wire from "@/lib/contracts/releases/wire/resources";
import { resourceVerbs } from "@/lib/domain/resources/resource-verbs";
import { DEEPEST_MODEL, LARGEST_MODEL } from "@/lib/domain/semantic-models/rules";

/** Semantic data models of a tenant. */
export const { list, create, show, replace, patch, remove } = tenantResources({
  path: "semantic-data-models",
  one: "a semantic data model",
  many: "semantic data models",
  verbs: resourceVerbs.semanticModels,
  resource: wire.semanticDataModel,
  present: toModel,
  body: wire.newSemanticDataModel,
  changes: wire.semanticDataModelChanges,
  whole: ({ semantic_model }) => ({ fields: { semanticModel: semantic_model } }),
  part: ({ semantic_model }) => ({ fields: { semanticModel: semantic_model } }),
  deepest: DEEPEST_MODEL + 2,
  limit: LARGEST_MODEL,
});
