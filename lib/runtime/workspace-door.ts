import { Readable } from "node:stream";
import { z } from "zod";
import type { CredentialFiles } from "@/lib/domain/credentials/rules";
import { DomainError, type Fault } from "@/lib/domain/faults";
import { holderOf } from "@/lib/domain/runtimes/queries";
import { type DoorFaultKind, doorFaultKinds } from "@/lib/runtime/agent-server/door-fault";

/** What an agent answers from memory or disk comes within this time, ms; a whole file may take longer. */
const PATIENCE = 5_000;
const FILE_PATIENCE = 10 * 60_000;

const faultOf: Record<DoorFaultKind, Fault> = {
  not_found: "not_found",
  outside: "forbidden",
  is_directory: "invalid",
  is_file: "invalid",
  too_large: "too_large",
  refused: "invalid",
  read_only: "forbidden",
};
const refusal = z.object({ error: z.object({ kind: z.enum(doorFaultKinds), message: z.string() }) });

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
});
const encodedFiles = z.object({ files: z.record(z.string(), z.string()) });

type Question = {
  method?: "GET" | "PUT" | "POST" | "DELETE";
  search?: Record<string, string>;
  json?: unknown;
  stream?: Readable;
  patience?: number;
};

function unreachable(): DomainError {
  return new DomainError("unavailable", "Agent is not reachable", { retryAfter: 5 });
}

async function refuse(response: Response): Promise<never> {
  if (response.status === 409) throw new DomainError("not_running", "Agent is not running");
  const found = refusal.safeParse(await response.json().catch(() => null));
  if (!found.success) throw unreachable();
  const { kind, message } = found.data.error;
  throw new DomainError(faultOf[kind], message);
}

function bodyOf({ json, stream }: Question): RequestInit & { duplex?: "half" } {
  if (stream) return { body: Readable.toWeb(stream) as ReadableStream<Uint8Array>, duplex: "half" };
  return json === undefined ? {} : { body: JSON.stringify(json) };
}

/** Asks the agent server of a running agent through the supervisor that holds it. Throws `not_running`, `unavailable`, what the door refuses. */
async function ask(agentId: string, path: string, question: Question = {}): Promise<Response> {
  const { method = "GET", search = {}, stream, patience = PATIENCE } = question;
  const holder = await holderOf(agentId);
  if (!holder) throw new DomainError("not_running", "Agent is not running");
  const type = stream ? "application/octet-stream" : "application/json";
  const headers = { authorization: `Bearer ${holder.secret}`, "content-type": type };
  const init = { method, headers, signal: AbortSignal.timeout(patience), ...bodyOf(question) };
  const address = `${holder.url}/agents/${agentId}/door/${path}?${new URLSearchParams(search)}`;
  const response = await fetch(address, init).catch(() => {
    // What broke off was the upload, not the agent: too large, or the client left.
    throw stream?.errored instanceof DomainError ? stream.errored : unreachable();
  });
  return response.ok ? response : refuse(response);
}

/** What an agent says is believed in the agreed form alone: its server runs beside whatever the agent does. */
async function read<S extends z.ZodType>(response: Response, schema: S): Promise<z.output<S>> {
  const found = schema.safeParse(await response.json().catch(() => null));
  if (!found.success) throw unreachable();
  return found.data;
}

/** The files below a path of a running agent's workspace. */
export async function readTree(agentId: string, path: string, hidden: boolean): Promise<z.output<typeof fileTree>> {
  return read(await ask(agentId, "files", { search: { path, hidden: String(hidden) } }), fileTree);
}

export type WorkspaceFile = { size: number; stream: Readable };

/** One file; with `plain` files that hold credentials are refused, whatever name leads to them. */
export async function readFile(agentId: string, path: string, plain: boolean): Promise<WorkspaceFile> {
  const search = { path, plain: String(plain) };
  const response = await ask(agentId, "file", { search, patience: FILE_PATIENCE });
  const size = Number(response.headers.get("x-size") ?? 0);
  const body = response.body as Parameters<typeof Readable.fromWeb>[0] | null;
  return { size, stream: body ? Readable.fromWeb(body) : Readable.from([]) };
}

/** Stores a person's upload, whole or not at all; gives its size. */
export async function storeFile(agentId: string, path: string, stream: Readable): Promise<{ size: number }> {
  const question = { method: "PUT", search: { path }, stream, patience: FILE_PATIENCE } as const;
  return read(await ask(agentId, "file", question), z.object({ size: z.number().int() }));
}

/** Makes a folder. */
export async function makeFolder(agentId: string, path: string): Promise<void> {
  await ask(agentId, "folder", { method: "POST", search: { path } });
}

/** Removes a file or folder. */
export async function removeFile(agentId: string, path: string): Promise<void> {
  await ask(agentId, "file", { method: "DELETE", search: { path } });
}

/** Names, sizes and times of the credential files of a running agent. */
export async function readCredentialStatus(agentId: string): Promise<z.output<typeof credentialStatus>> {
  return read(await ask(agentId, "credentials"), credentialStatus);
}

/** Writes credential files, all or none. */
export async function writeCredentials(agentId: string, files: CredentialFiles): Promise<void> {
  const encoded = Object.fromEntries([...files].map(([path, bytes]) => [path, bytes.toString("base64")]));
  await ask(agentId, "credentials", { method: "POST", json: { files: encoded } });
}

/** The credential files that exist. */
export async function readCredentials(agentId: string): Promise<CredentialFiles> {
  const { files } = await read(await ask(agentId, "credentials/content"), encodedFiles);
  return new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text, "base64")]));
}
