import { asShown, resourceEndpoints } from "@/lib/contracts/console/endpoints/resource-endpoints";
import * as wire from "@/lib/contracts/console/wire/resource";
import { resourceVerbs } from "@/lib/domain/resources/resource-verbs";
import { DEEPEST_SCHEMA } from "@/lib/domain/resources/rules";

/** Schemas that tools and agents refer to. */
export const {
  list: listSchemas,
  create: createSchema,
  show: showSchema,
  patch: patchSchema,
  remove: removeSchema,
} = resourceEndpoints({
  path: "/api/schemas",
  one: "a JSON Schema",
  many: "JSON Schemas",
  verbs: resourceVerbs.schemas,
  listQuery: wire.resourceListQuery,
  resource: wire.schema,
  present: asShown,
  body: wire.newSchema,
  changes: wire.schemaChanges,
  deepest: DEEPEST_SCHEMA + 2,
});
