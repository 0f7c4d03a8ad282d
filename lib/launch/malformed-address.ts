import type { IncomingMessage, ServerResponse } from "node:http";
import { consoleContract } from "@/lib/contracts/console/contract";
import { DomainError } from "@/lib/domain/faults";
import { PEER_HEADER } from "@/lib/http/origin";
import { refuse } from "@/lib/http/run-endpoint";

/** Whether the percent-encoding of an address is in order; Next answers 500 where it is not. */
export function isDecodable(address: string): boolean {
  try {
    decodeURIComponent(address.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/** Answers 400 with the headers of the API. */
export async function refuseAddress(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = new Headers();
  for (const name of [PEER_HEADER, "x-request-id", "user-agent"]) {
    const value = request.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  const fault = new DomainError("invalid_parameter", "The address is not a valid URL: broken percent-encoding");
  const answer = refuse(consoleContract, new Request("http://localhost/", { headers }), fault);
  request.resume();
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(await answer.text());
}
