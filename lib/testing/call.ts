import type { Endpoint } from "@/lib/http/endpoint";
import { route } from "@/lib/http/route";
import type { Person } from "@/lib/testing/given";

type Options = {
  as?: Person | null;
  params?: Record<string, string | number>;
  query?: Record<string, string | string[]>;
  json?: unknown;
  form?: Record<string, string>;
  file?: Uint8Array | null;
  /** Texts of the form before the file. */
  fields?: Record<string, string>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

export type Called = { status: number; headers: Headers; body: unknown; response: Response };

function addressOf(endpoint: Endpoint, { params = {}, query = {} }: Options): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? "")));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) for (const one of [value].flat()) search.append(name, one);
  return `http://localhost:3000${path}${search.size > 0 ? `?${search}` : ""}`;
}

function bodyOf({ json, form, file, fields = {} }: Options): { body?: BodyInit; type?: string } {
  if (json !== undefined) return { body: JSON.stringify(json), type: "application/json" };
  if (form) return { body: new URLSearchParams(form) };
  if (file === undefined) return {};
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  if (file) data.append("file", new Blob([new Uint8Array(file)]), "package.ncp");
  else data.append("other", "value");
  return { body: data };
}

async function read(response: Response): Promise<unknown> {
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("text/event-stream")) return undefined;
  if (type.startsWith("application/json")) return response.json();
  return Buffer.from(await response.arrayBuffer());
}

/** Sends one real request to an endpoint through its route. */
export async function call(endpoint: Endpoint, options: Options = {}): Promise<Called> {
  const { body, type } = bodyOf(options);
  const headers = new Headers({ "x-muster-peer": "127.0.0.1", ...options.headers });
  if (type && !headers.has("content-type")) headers.set("content-type", type);
  if (options.as) headers.set("authorization", `Bearer ${options.as.token}`);
  const request = new Request(addressOf(endpoint, options), {
    method: endpoint.method,
    headers,
    body,
    signal: options.signal,
  });
  const response = await route(endpoint)[endpoint.method](request);
  return { status: response.status, headers: response.headers, body: await read(response), response };
}
