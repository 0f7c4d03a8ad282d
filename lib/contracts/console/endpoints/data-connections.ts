import { consoleContract } from "@/lib/contracts/console/contract";
import { asShown, resourceEndpoints } from "@/lib/contracts/console/endpoints/resource-endpoints";
import * as wire from "@/lib/contracts/console/wire/resource";
import { resourceVerbs } from "@/lib/domain/resources/resource-verbs";
import { allowConnectionTest } from "@/lib/domain/resources/test-data-connection";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";
import { probeDatabase } from "@/lib/outbound/probe-database";

/** Databases that agents read from. */
export const {
  list: listDataConnections,
  create: createDataConnection,
  show: showDataConnection,
  patch: patchDataConnection,
  remove: removeDataConnection,
} = resourceEndpoints({
  path: "/api/data-connections",
  one: "a data connection",
  many: "data connections",
  verbs: resourceVerbs.connections,
  listQuery: wire.dataConnectionListQuery,
  resource: wire.dataConnection,
  present: asShown,
  body: wire.newDataConnection,
  changes: wire.dataConnectionChanges,
  refuses: ["in_use"],
});

/** Looks whether a database can be reached. */
export const testDataConnection = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/data-connections/{id}/test",
  summary: "See whether the database of a data connection can be reached",
  description:
    "Opens a network connection to the host and port of the settings, begins TLS where they ask for it, and closes it. " +
    "No user name, password or query is sent. Public addresses only, as far as the settings of Muster make no exception; 10 seconds at most.",
  params: wire.resourceParams,
  reply: json(wire.connectionTest),
  faults: ["not_found", "conflict"],
  verb: allowConnectionTest,
  handle: async ({ ctx, params }) => probeDatabase(await allowConnectionTest(ctx, params)),
});
