import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { WorkspaceTree } from "./agent-file-tree";
import { readApiError } from "./api-error";
import { currentWorkspace } from "./current-workspace";
import { previewOf } from "./file-preview";
import { fleetAddress, fleetApi } from "./fleet-api";
import { type UploadProgress, upload } from "./upload";

/** Largest file that is stored or sent, bytes. */
export const LARGEST_FILE = 100 * 1024 * 1024;
/** How often the tree is read again while it is looked at: the agent writes files too, and tells nobody. */
const TREE_AGE = 15_000;

/** The address at which a browser downloads one file. */
export const fileAddress = (agentId: string, path: string) =>
  fleetAddress(agentId, `/files/download?${new URLSearchParams({ path })}`);

/** The workspace of one agent. */
export const agentFileQueries = {
  all: ["agent-files"] as const,
  tree: (agentId: string, hidden: boolean) =>
    queryOptions({
      queryKey: [...agentFileQueries.all, agentId, "tree", hidden],
      queryFn: ({ signal }) => fleetApi<WorkspaceTree>(agentId, `/files?show_hidden=${hidden}`, { signal }),
      refetchInterval: TREE_AGE,
    }),
  /** What one file holds, as it was at `modified`. Each reading is a download in the trail, so none is repeated. */
  content: (agentId: string, path: string, modified: string | null) =>
    queryOptions({
      queryKey: ["agent-file-content", agentId, path, modified],
      queryFn: ({ signal }) => readContent(agentId, path, signal),
      staleTime: "static",
      retry: false,
    }),
};

export type FileContent = { kind: "text"; text: string } | { kind: "image"; blob: Blob } | { kind: "binary" };

async function readContent(agentId: string, path: string, signal: AbortSignal): Promise<FileContent> {
  const headers = new Headers({ "X-API-Contract": "fleet" });
  const workspace = currentWorkspace();
  if (workspace) headers.set("X-Workspace-ID", workspace);
  const response = await fetch(fileAddress(agentId, path), { headers, credentials: "same-origin", signal });
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => null);
    throw readApiError(response.status, body, response.headers.get("x-request-id"));
  }
  const { imageType } = previewOf(path);
  if (imageType) return { kind: "image", blob: new Blob([await response.arrayBuffer()], { type: imageType }) };
  const isText = response.headers.get("content-type")?.startsWith("text/") ?? false;
  return isText ? { kind: "text", text: await response.text() } : { kind: "binary" };
}

const outdated = (client: QueryClient, agentId: string) => () =>
  client.invalidateQueries({ queryKey: [...agentFileQueries.all, agentId] });

/** Stores a file in the workspace, whole or not at all; one that is there is replaced. */
export function storeFile(
  agentId: string,
  path: string,
  file: File,
  options: { signal: AbortSignal; onProgress: (progress: UploadProgress) => void },
): Promise<{ path: string; size: number }> {
  const address = fleetAddress(agentId, `/files?${new URLSearchParams({ path })}`);
  return upload(address, file, { ...options, method: "PUT", headers: { "X-API-Contract": "fleet" } });
}

/** Makes a folder. */
export const addFolder = (client: QueryClient, agentId: string) => ({
  mutationFn: (path: string) =>
    fleetApi<{ path: string }>(agentId, `/files/folders?${new URLSearchParams({ path })}`, { method: "POST" }),
  onSettled: outdated(client, agentId),
});

/** Deletes a file, or a folder with all that is in it. */
export const deleteFile = (client: QueryClient, agentId: string) => ({
  mutationFn: (path: string) =>
    fleetApi<{ path: string }>(agentId, `/files?${new URLSearchParams({ path })}`, { method: "DELETE" }),
  onSettled: outdated(client, agentId),
});
