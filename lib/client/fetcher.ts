import { noAnswer, parseJson, readApiError } from "./api-error";
import { currentWorkspace } from "./current-workspace";

export type ApiOptions = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  body?: unknown;
  /** Workspace id or slug, sent as X-Workspace-ID; default: the one that this tab is in. Null sends none. */
  workspace?: string | null;
  /** Revision that the change builds on; sent as If-Match. */
  rev?: number;
  /** Contract whose form the request and its answer have; default: the console's, where addresses are shared. */
  contract?: "fleet";
  signal?: AbortSignal;
};

/** The server filters every reply by the schema of its endpoint, so the JSON has the shape that `wire.ts` names. */
function asReply<T>(json: unknown): T {
  return json as T;
}

function requestHeaders({ body, workspace, rev, contract }: ApiOptions): Headers {
  const headers = new Headers({ Accept: "application/json" });
  if (body !== undefined) headers.set("Content-Type", "application/json");
  const place = workspace === undefined ? currentWorkspace() : workspace;
  if (place) headers.set("X-Workspace-ID", place);
  if (rev !== undefined) headers.set("If-Match", `"${rev}"`);
  if (contract) headers.set("X-API-Contract", contract);
  return headers;
}

/** Calls the same-origin API with the session cookie. Throws ApiError for every failure, AbortError when aborted; 204 gives undefined. */
export async function api<T>(path: string, options: ApiOptions = {}): Promise<T> {
  const { method = "GET", body, signal } = options;
  const response = await fetch(path, {
    method,
    headers: requestHeaders(options),
    body: body === undefined ? undefined : JSON.stringify(body),
    credentials: "same-origin",
    cache: "no-store",
    signal,
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw noAnswer();
  });
  const json = parseJson(await response.text());
  if (!response.ok) throw readApiError(response.status, json, response.headers.get("x-request-id"));
  return asReply<T>(json);
}
