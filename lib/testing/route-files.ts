import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Endpoint } from "@/lib/http/endpoint";
import { endpointsBehind, methods } from "@/lib/http/route";

type Handler = (request: Request) => Promise<Response>;
export type RouteFile = {
  file: string;
  segments: string[];
  handlers: Record<string, unknown>;
  endpoints: readonly Endpoint[];
};

/** The segments of the address of a route file: groups `(x)` left out. */
function segmentsOf(file: string): string[] {
  return file
    .split("/")
    .slice(1, -1)
    .filter((part) => !part.startsWith("("));
}

/** Every route file below `app` with what it exports and the endpoints behind it. */
export async function routeFiles(): Promise<RouteFile[]> {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)route\.tsx?$/.test(file))
    .map((file) => `app/${file}`);
  const loaded = files.map(async (file) => {
    const handlers: Record<string, unknown> = await import(pathToFileURL(join(process.cwd(), file)).href);
    const behind = methods.map((method) => endpointsBehind(handlers[method]));
    return { file, segments: segmentsOf(file), handlers, endpoints: behind.find((one) => one !== null) ?? [] };
  });
  return Promise.all(loaded);
}

const isDynamic = (segment: string) => segment.startsWith("[");

function fits(segments: readonly string[], parts: readonly string[]): boolean {
  return segments.length === parts.length && segments.every((segment, i) => isDynamic(segment) || segment === parts[i]);
}

/** The route file that Next chooses for an address: of those that fit, the one whose first dynamic folder comes last. */
export function routeFor(files: readonly RouteFile[], pathname: string): RouteFile | undefined {
  const parts = pathname.split("/").filter(Boolean).map(decodeURIComponent);
  const shape = (route: RouteFile) => route.segments.map((segment) => (isDynamic(segment) ? "1" : "0")).join("");
  return files.filter((route) => fits(route.segments, parts)).sort((a, b) => (shape(a) < shape(b) ? -1 : 1))[0];
}

/** The handler of a method, as Next would call it. */
export function handlerOf(route: RouteFile, method: string): Handler {
  const handler = route.handlers[method];
  if (typeof handler !== "function") throw new Error(`${route.file} does not export ${method}`);
  return (request) => handler(request, { params: Promise.resolve({}) });
}
