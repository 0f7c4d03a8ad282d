import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { addressOwners, foreignAddresses } from "@/lib/contracts/address-owners";
import { assembledContext } from "@/lib/contracts/plugins/endpoints/agent-plugins";
import { settings } from "@/lib/env";
import { createApiDoor } from "@/lib/http/api-door";
import { PEER_HEADER } from "@/lib/http/origin";
import { actAsAgent } from "@/lib/runtime/agent-door";
import { readFile } from "@/lib/runtime/workspace-door";

/** A web server that answers agents, whose address becomes Muster's own; gives what ends it. */
export async function serveAgents(host: string): Promise<() => void> {
  const answers = createApiDoor({ endpoints: [assembledContext], owners: addressOwners, except: foreignAddresses });
  const server = createServer((request, response) => {
    request.headers[PEER_HEADER] = "127.0.0.1";
    answers(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const at = server.address();
  settings().MUSTER_URL = `http://127.0.0.1:${typeof at === "object" && at ? at.port : 0}`;
  return () => {
    server.closeAllConnections();
    server.close();
  };
}

/** What the README shows with curl, which not every machine has. */
const ASK = `const e = process.env, fs = require("node:fs");
const headers = { authorization: "Bearer " + (process.argv[1] || e.MUSTER_AGENT_TOKEN), "x-workspace-id": e.MUSTER_WORKSPACE_ID };
require("node:http").get(e.MUSTER_URL + "/api/agents/" + e.MUSTER_AGENT_ID + "/assembled-context", { headers }, (answer) => {
  let text = "";
  answer.on("data", (part) => { text += part; }).on("end", () => {
    fs.writeFileSync("answer.json", JSON.stringify({ status: answer.statusCode, body: JSON.parse(text), token: e.MUSTER_AGENT_TOKEN }));
    console.log("asked with " + e.MUSTER_AGENT_TOKEN);
  });
});`;

/** What an agent that runs is answered when it asks for its context, by its own token or by another. */
export async function askAsAgent(agentId: string, { node = process.execPath, token = "" } = {}) {
  // Without the handler Node reserves more addresses than a confined process may have.
  const command = [node, "--disable-wasm-trap-handler", "-e", ASK, token];
  await actAsAgent(agentId, { tool: "run", command } as never);
  const { stream } = await readFile(agentId, "answer.json", true);
  return JSON.parse((await buffer(stream)).toString()) as { status: number; body: unknown; token: string };
}
