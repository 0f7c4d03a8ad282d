import { createServer } from "node:http";
import { addressOwners, foreignAddresses } from "@/lib/contracts/address-owners";
import { allEndpoints } from "@/lib/contracts/all-endpoints";
import { createApiDoor } from "@/lib/http/api-door";
import { PEER_HEADER } from "@/lib/http/origin";

/** What the transport adds or may leave out, and what is new at every request. */
const TRANSPORT = new Set(["connection", "keep-alive", "date", "content-length", "transfer-encoding"]);
const PASSING = /\d{4}-\d\d-\d\dT[\d:.]+Z?|"(milliseconds|uptimeSeconds|latencyMs|sampledAt)":[\d.]+|req_\w+/g;

let address: Promise<string> | undefined;

/** A web server that is nothing but the direct door; the process takes it along when it ends. */
function directDoor(): Promise<string> {
  address ??= new Promise((resolve, reject) => {
    const answers = createApiDoor({ endpoints: allEndpoints(), owners: addressOwners, except: foreignAddresses });
    const server = createServer((request, response) => {
      request.headers[PEER_HEADER] ??= "127.0.0.1";
      if (!answers(request, response)) response.writeHead(599).end();
    });
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const at = server.address();
      resolve(`http://127.0.0.1:${typeof at === "object" && at ? at.port : 0}`);
    });
    server.unref();
  });
  return address;
}

export type Seen = { status: number; headers: Headers; text: string };

/** What the first of two requests, or the moment, changes in the answer to the second. */
const MOVING = /^\/(metrics|api\/(audit|instance))/;
/** An answer to HEAD has no body on the wire. */
const comparable = (path: string, init: RequestInit) => !MOVING.test(path) && init.method !== "HEAD";

const told = ({ status, headers, text }: Seen) => ({
  status,
  headers: [...headers]
    .filter(([name]) => !TRANSPORT.has(name))
    .map(([name, value]) => `${name}: ${value}`.replace(PASSING, "…")),
  text: text.replace(PASSING, "…"),
});

/** Sends the same request to the direct door and says where the answers differ: two texts, or null. */
export async function differenceOfDoors(path: string, init: RequestInit, seen: Seen): Promise<[string, string] | null> {
  const response = await fetch((await directDoor()) + path, { ...init, redirect: "manual" });
  const streams = response.headers.get("content-type")?.startsWith("text/event-stream");
  const text = streams ? "" : await response.text();
  if (streams) await response.body?.cancel();
  const direct = { status: response.status, headers: response.headers, text };
  const [one, other] = [seen, direct].map((door) =>
    JSON.stringify(told(comparable(path, init) ? door : { ...door, text: "" }), null, 1),
  );
  return one === other || one === undefined || other === undefined ? null : [one, other];
}
