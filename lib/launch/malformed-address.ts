import type { IncomingMessage, ServerResponse } from "node:http";
import { consoleContract } from "@/lib/contracts/console/contract";
import { DomainError } from "@/lib/domain/faults";
import { fromNodeRequest, sendAnswer } from "@/lib/http/node-door";
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
  const fault = new DomainError("invalid_parameter", "The address is not a valid URL: broken percent-encoding");
  await sendAnswer(await refuse(consoleContract, fromNodeRequest(request, response), fault), request, response);
}
