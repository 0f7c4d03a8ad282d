import { tenantResources } from "@/lib/contracts/releases/endpoints/tenant-resources";
import { toConnection } from "@/lib/contracts/releases/present/resource";
import * as wire from "@/lib/contracts/releases/wire/resources";
import { resourceVerbs } from "@/lib/domain/resources/resource-verbs";

/** Data connections of a tenant. */
export const { list, create, show, replace, patch, remove } = tenantResources({
  path: "data-connections",
  one: "a data connection",
  many: "data connections",
  verbs: resourceVerbs.connections,
  resource: wire.dataConnection,
  present: toConnection,
  body: wire.newDataConnection,
  changes: wire.dataConnectionChanges,
  whole: ({ name, description = "", engine, configuration, tags = [] }) => ({
    name,
    description,
    fields: { engine, configuration, tags },
  }),
  part: ({ name, description, engine, configuration, tags }) => ({
    name,
    description,
    fields: { engine, tags, ...(configuration ? { configurationChanges: configuration } : {}) },
  }),
});
