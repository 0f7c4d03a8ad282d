import type { Endpoint } from "@/lib/http/endpoint";

/** Every endpoint that Muster serves; the OpenAPI documents and the conformance tests walk this list. */
export function allEndpoints(): Endpoint[] {
  return [];
}
