import * as manage from "@/lib/contracts/submissions/endpoints/manage";
import * as read from "@/lib/contracts/submissions/endpoints/read";
import * as review from "@/lib/contracts/submissions/endpoints/review";
import * as submit from "@/lib/contracts/submissions/endpoints/submit";
import type { Endpoint } from "@/lib/http/endpoint";

/** Every endpoint that Muster serves; the OpenAPI documents and the conformance tests walk this list. */
export function allEndpoints(): Endpoint[] {
  return [submit, review, read, manage].flatMap((endpoints): Endpoint[] => Object.values(endpoints));
}
