import { Readable } from "node:stream";
import { z } from "zod";
import type { CredentialFiles } from "@/lib/domain/credentials/rules";
import { askDoor, FILE_PATIENCE, readAnswer } from "@/lib/runtime/agent-door";

const node = z.strictObject({
  name: z.string(),
  path: z.string(),
  type: z.enum(["file", "directory"]),
  file_count: z.number().int().optional(),
  size: z.number().int().nullable(),
  modified: z.string().nullable(),
  get children() {
    return z.array(node).optional();
  },
});
const fileTree = z.strictObject({
  base_path: z.string(),
  requested_path: z.string(),
  total_files: z.number().int(),
  truncated: z.boolean(),
  tree: z.array(node),
});
const fileState = z.strictObject({ exists: z.boolean(), size: z.number(), modified: z.string().nullable() });
const credentialStatus = z.strictObject({
  files: z.record(z.string(), fileState),
  credential_count: z.number().int(),
  variables: z.array(z.string()).describe("Names of those that `.env` sets"),
});
const encodedFiles = z.object({ files: z.record(z.string(), z.string()) });

/** The files below a path of a running agent's workspace. */
export async function readTree(agentId: string, path: string, hidden: boolean): Promise<z.output<typeof fileTree>> {
  return readAnswer(await askDoor(agentId, "files", { search: { path, hidden: String(hidden) } }), fileTree);
}

export type WorkspaceFile = { size: number; stream: Readable };

/** One file; with `plain` files that hold credentials are refused, whatever name leads to them. */
export async function readFile(agentId: string, path: string, plain: boolean): Promise<WorkspaceFile> {
  const search = { path, plain: String(plain) };
  const response = await askDoor(agentId, "file", { search, patience: FILE_PATIENCE });
  const size = Number(response.headers.get("x-size") ?? 0);
  const body = response.body as Parameters<typeof Readable.fromWeb>[0] | null;
  return { size, stream: body ? Readable.fromWeb(body) : Readable.from([]) };
}

/** Stores a person's upload, whole or not at all; gives its size. */
export async function storeFile(agentId: string, path: string, stream: Readable): Promise<{ size: number }> {
  const question = { method: "PUT", search: { path }, stream, patience: FILE_PATIENCE } as const;
  return readAnswer(await askDoor(agentId, "file", question), z.object({ size: z.number().int() }));
}

/** Makes a folder. */
export async function makeFolder(agentId: string, path: string): Promise<void> {
  await askDoor(agentId, "folder", { method: "POST", search: { path } });
}

/** Removes a file or folder. */
export async function removeFile(agentId: string, path: string): Promise<void> {
  await askDoor(agentId, "file", { method: "DELETE", search: { path } });
}

/** Names, sizes and times of the credential files of a running agent. */
export async function readCredentialStatus(agentId: string): Promise<z.output<typeof credentialStatus>> {
  return readAnswer(await askDoor(agentId, "credentials"), credentialStatus);
}

/** Writes credential files, all or none. */
export async function writeCredentials(agentId: string, files: CredentialFiles): Promise<void> {
  const encoded = Object.fromEntries([...files].map(([path, bytes]) => [path, bytes.toString("base64")]));
  await askDoor(agentId, "credentials", { method: "POST", json: { files: encoded } });
}

/** The credential files that exist. */
export async function readCredentials(agentId: string): Promise<CredentialFiles> {
  const { files } = await readAnswer(await askDoor(agentId, "credentials/content"), encodedFiles);
  return new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text, "base64")]));
}
