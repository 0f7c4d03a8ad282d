import cluster from "node:cluster";
import { createServer } from "node:http";
import next from "next";
import { addressOwners, foreignAddresses } from "@/lib/contracts/address-owners";
import { allEndpoints } from "@/lib/contracts/all-endpoints";
import { fleet } from "@/lib/contracts/fleet/contract";
import { toSocketMessage } from "@/lib/contracts/fleet/present/event";
import { flushRefusals } from "@/lib/domain/audit/note-refusal";
import { settings } from "@/lib/env";
import { startEvents } from "@/lib/events/event-hub";
import { converse, sayRestart } from "@/lib/events/socket-session";
import { createApiDoor } from "@/lib/http/api-door";
import { shareMetrics } from "@/lib/http/metrics-of-all";
import { PEER_HEADER } from "@/lib/http/origin";
import { createSocketDoor } from "@/lib/http/socket-door";
import { endWithLauncher, tell } from "./child-life";
import { collectGarbage, keepHeapSmall } from "./collect-garbage";
import { drainable } from "./drain";
import { isDecodable, refuseAddress } from "./malformed-address";
import { portProblem } from "./ports";
import { warmPages } from "./warm-pages";

/** ms that running requests get to finish: when asked to stop, and when the launcher has died and its successor waits. */
const GRACE = { asked: 10_000, orphaned: 1_000 };

/** Open WebSockets are asked so often whether they are still there, ms. */
const PING = 30_000;

const { PORT, MUSTER_HOST } = settings();
const app = next({ dev: false, dir: process.cwd(), hostname: MUSTER_HOST, port: PORT, quiet: true });
// Next announces its configuration on stdout, in the middle of the launcher's line.
const print = console.log;
console.log = () => {};
await app.prepare();
console.log = print;
const serve = app.getRequestHandler();

if (cluster.worker) {
  // Else it would end at once with the process that started it, in the middle of an answer.
  cluster.worker.exitedAfterDisconnect = true;
  shareMetrics();
}
// Hears from now on of changes and lost rights, which other processes make too.
void startEvents();

const answersApi = createApiDoor({ endpoints: allEndpoints(), owners: addressOwners, except: foreignAddresses });

const server = createServer((request, response) => {
  request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
  if (!isDecodable(request.url ?? "/")) void refuseAddress(request, response);
  else if (!answersApi(request, response)) void serve(request, response);
});
const sockets = createSocketDoor({
  path: "/ws",
  contract: fleet,
  converse: (client) => converse({ ...client, pingMs: PING, present: toSocketMessage }),
  leave: sayRestart,
});
server.on("upgrade", (request, socket, head) => {
  request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
  sockets.upgrade(request, socket, head);
});
// Longer than the 60 s of common proxies, so that they, not we, close an idle connection.
server.keepAliveTimeout = 65_000;
server.headersTimeout = 70_000;
// The largest upload over a slow line.
server.requestTimeout = 15 * 60_000;
const drain = drainable(server, flushRefusals);

server.on("error", async (error) => {
  const sentence = portProblem(error, PORT, MUSTER_HOST) ?? `The web server stopped: ${error.message}`;
  await tell({ type: "problem", sentence });
  process.exit(1);
});
server.listen(PORT, MUSTER_HOST, () => {
  void tell({ type: "ready" });
  keepHeapSmall();
  void warmPages((request, response) => void serve(request, response)).then(collectGarbage);
});
endWithLauncher((reason) => {
  sockets.restart();
  return drain(GRACE[reason]);
});
