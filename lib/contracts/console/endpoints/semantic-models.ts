import { resourceEndpoints } from "@/lib/contracts/console/endpoints/resource-endpoints";
import { toSemanticModel } from "@/lib/contracts/console/present/semantic-model";
import * as wire from "@/lib/contracts/console/wire/resource";
import { resourceVerbs } from "@/lib/domain/resources/resource-verbs";
import { DEEPEST_MODEL, LARGEST_MODEL } from "@/lib/domain/semantic-models/rules";

/** What tables and columns mean. */
export const {
  list: listSemanticModels,
  create: createSemanticModel,
  show: showSemanticModel,
  patch: patchSemanticModel,
  remove: removeSemanticModel,
} = resourceEndpoints({
  path: "/api/semantic-data-models",
  one: "a semantic data model",
  many: "semantic data models",
  verbs: resourceVerbs.semanticModels,
  listQuery: wire.resourceListQuery,
  resource: wire.semanticDataModel,
  present: toSemanticModel,
  body: wire.newSemanticDataModel,
  changes: wire.semanticDataModelChanges,
  // The body around the model is one level, and one more lets the model say what is wrong with it.
  deepest: DEEPEST_MODEL + 2,
  limit: LARGEST_MODEL,
});
