import { type IncomingMessage, request as open, type ServerResponse } from "node:http";
import { doorOf } from "@/lib/domain/runs/queries";

const PASSED_ON = ["content-type", "content-length", "transfer-encoding"];
const IDLE_MS = 60_000;

function answer(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ message }));
}

/** Passes a request on to the agent server of a run, streaming both ways; 409 while nothing runs, 502 when it does not answer. */
export async function passToDoor(
  agentId: string,
  path: string,
  from: IncomingMessage,
  to: ServerResponse,
): Promise<void> {
  const door = await doorOf(agentId);
  if (!door) return answer(to, 409, "Agent is not running");
  const passed = PASSED_ON.flatMap((name) => (from.headers[name] ? [[name, String(from.headers[name])]] : []));
  const headers = { ...Object.fromEntries(passed), authorization: `Bearer ${door.key}` };
  await new Promise<void>((resolve) => {
    to.once("close", resolve);
    const onward = open(`${door.url}${path}`, { method: from.method, headers, timeout: IDLE_MS });
    onward.once("response", (response) => {
      to.writeHead(response.statusCode ?? 502, response.headers);
      response.once("error", () => to.destroy()).pipe(to);
    });
    onward.once("timeout", () => onward.destroy(new Error("the agent server is silent")));
    onward.once("error", () => answer(to, 502, "Agent is not reachable"));
    to.once("close", () => onward.destroy());
    from.pipe(onward);
  });
}
