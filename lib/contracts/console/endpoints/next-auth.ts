import { serveNextAuth } from "@/lib/auth/next-auth";
import { consoleContract } from "@/lib/contracts/console/contract";
import { publicUrl } from "@/lib/env";
import { apiHeaders, transportSecurity } from "@/lib/http/headers";
import { addressCaller, assertSameOrigin, originOf } from "@/lib/http/origin";
import { toWebResponse } from "@/lib/http/outgoing-answer";
import { countRequest } from "@/lib/http/rate-limit";
import { respondFault } from "@/lib/http/respond";

async function handle(request: Request): Promise<Response> {
  const origin = originOf(request.headers);
  try {
    if (request.method !== "GET") {
      await countRequest(addressCaller(origin.address));
      assertSameOrigin(request.headers);
    }
    const response = await serveNextAuth(request, origin);
    for (const [name, value] of Object.entries(apiHeaders)) response.headers.set(name, value);
    if (publicUrl().startsWith("https:")) response.headers.set("Strict-Transport-Security", transportSecurity);
    response.headers.set("X-Request-Id", origin.requestId);
    return response;
  } catch (error) {
    return toWebResponse(respondFault(consoleContract, error, origin.requestId, origin.address));
  }
}

/** The handlers of `/api/auth/*`, which next-auth serves; other methods than GET and POST are 404 there. */
export const nextAuthRoute = {
  GET: handle,
  HEAD: handle,
  POST: handle,
  PUT: handle,
  PATCH: handle,
  DELETE: handle,
  OPTIONS: handle,
};
