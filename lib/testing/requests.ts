import type { Endpoint } from "@/lib/http/endpoint";
import { differenceOfDoors } from "@/lib/testing/both-doors";
import { handlerOf, type RouteFile, routeFor } from "@/lib/testing/route-files";

export type Shot = {
  method?: string;
  params?: Record<string, string>;
  search?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
};
export type Hit = { status: number; headers: Headers; text: string; json: unknown };

/** The endpoint's address with the parameters filled in. */
export function addressOf(endpoint: Endpoint, params: Record<string, string> = {}): string {
  return endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? "sample"));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function textOf(response: Response): Promise<string> {
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("text/event-stream")) return response.text();
  await response.body?.cancel();
  return "";
}

/** What has changed nothing may be sent again. */
const repeatable = (method: string, status: number) => method === "GET" || status >= 400;

/** Sends a request the way Next would, to the route file of its address, and finds the direct door of the same opinion. */
export async function shoot(files: readonly RouteFile[], endpoint: Endpoint, shot: Shot = {}): Promise<Hit> {
  const { method = endpoint.method, params, search = "", body } = shot;
  // Several contracts share an address; the one that is meant answers.
  const headers = { "x-api-contract": endpoint.contract.name, ...shot.headers };
  const pathname = addressOf(endpoint, params);
  const route = routeFor(files, pathname);
  if (!route) throw new Error(`No route file for ${pathname}`);
  const init: RequestInit & { duplex?: "half" } = {
    method,
    headers: { "x-muster-peer": "127.0.0.1", ...headers },
    body,
    duplex: "half",
  };
  const response = await handlerOf(route, method)(new Request(`http://localhost:3000${pathname}${search}`, init));
  const text = await textOf(response);
  const hit = { status: response.status, headers: response.headers, text, json: parsed(text) };
  if (repeatable(method, hit.status)) {
    const different = await differenceOfDoors(`${pathname}${search}`, init, hit);
    if (different) throw new Error(`${method} ${pathname}: route file ${different[0]}, direct door ${different[1]}`);
  }
  return hit;
}
