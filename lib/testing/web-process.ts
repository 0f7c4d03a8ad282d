import { createServer } from "node:http";
import { addressOwners, foreignAddresses } from "@/lib/contracts/address-owners";
import * as ofAgent from "@/lib/contracts/plugins/endpoints/agent-plugins";
import * as ofWorkspace from "@/lib/contracts/plugins/endpoints/workspace-plugins";
import { startEvents } from "@/lib/events/event-hub";
import { createApiDoor } from "@/lib/http/api-door";
import { PEER_HEADER } from "@/lib/http/origin";

// A web process for tests that need several; of the API it has what is about plugins. Forked, it tells its address once it
// hears of changes.
const endpoints = [...Object.values(ofAgent), ...Object.values(ofWorkspace)];
const answers = createApiDoor({ endpoints, owners: addressOwners, except: foreignAddresses });
const server = createServer((request, response) => {
  request.headers[PEER_HEADER] = "127.0.0.1";
  if (!answers(request, response)) response.writeHead(599).end();
});

await startEvents();
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(`http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`);
});
process.on("disconnect", () => process.exit());
