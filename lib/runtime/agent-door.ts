import { z } from "zod";
import { DomainError } from "@/lib/domain/faults";
import { holderOf } from "@/lib/domain/runtimes/queries";
import type { LiveSettings } from "@/lib/runtime/agent-server/boot-document";
import { DoorFault, doorFaultKinds } from "@/lib/runtime/agent-server/door-fault";
import type { FileTree } from "@/lib/runtime/agent-server/file-tree";
import type { CredentialStatus } from "@/lib/runtime/agent-server/stored-credentials";

const ANSWER_MS = 15_000;
const TRANSFER_MS = 30 * 60_000;

const refusal = z.object({ error: z.object({ kind: z.enum(doorFaultKinds), message: z.string() }) });

type Ask = { method?: string; json?: unknown; body?: ReadableStream<Uint8Array>; ms?: number; signal?: AbortSignal };

const notRunning = () => new DomainError("conflict", "Agent is not running");
const unreachable = () => new DomainError("unavailable", "Agent is not reachable", { retryAfter: 5 });

function initOf({ method = "GET", json, body, ms = ANSWER_MS, signal }: Ask, secret: string): RequestInit {
  const late = AbortSignal.timeout(ms);
  return {
    method,
    headers: {
      authorization: `Bearer ${secret}`,
      ...(json === undefined ? {} : { "content-type": "application/json" }),
    },
    signal: signal ? AbortSignal.any([signal, late]) : late,
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    // Node takes a stream as a body only when told that the answer comes afterwards.
    ...(body === undefined ? {} : { body, duplex: "half" }),
  };
}

async function ask(agentId: string, path: string, wanted: Ask = {}): Promise<Response> {
  const holder = await holderOf(agentId);
  if (!holder) throw notRunning();
  const address = `${holder.url}/agents/${agentId}/door${path}`;
  const response = await fetch(address, initOf(wanted, holder.secret)).catch(() => null);
  if (!response) throw unreachable();
  if (response.ok) return response;
  const said = refusal.safeParse(await response.json().catch(() => null));
  if (said.success) throw new DoorFault(said.data.error.kind, said.data.error.message);
  throw response.status === 409 ? notRunning() : unreachable();
}

const at = (path: string, name: string, more = "") => `/${name}?path=${encodeURIComponent(path)}${more}`;

/** A type that the agent server's own code promises; both ends are built together. */
async function answered<T>(response: Response): Promise<T> {
  return response.json() as Promise<T>;
}

/**
 * The agent server of a running agent, for web processes. Every call throws DomainError `conflict` while the agent does not
 * run and `unavailable` when it does not answer, and DoorFault for what the agent server refuses.
 */
export const agentDoor = {
  files: async (agentId: string, path: string, hidden: boolean) =>
    answered<FileTree>(await ask(agentId, at(path, "files", `&hidden=${hidden}`))),
  /** The bytes as they come. */
  read: async (agentId: string, path: string, signal?: AbortSignal) => {
    const response = await ask(agentId, at(path, "file"), { ms: TRANSFER_MS, ...(signal ? { signal } : {}) });
    const size = Number(response.headers.get("x-size"));
    return { size, modified: response.headers.get("x-modified") ?? "", body: response.body };
  },
  /** A person's upload: whole or not at all. */
  write: async (agentId: string, path: string, body: ReadableStream<Uint8Array>) =>
    answered<{ size: number }>(await ask(agentId, at(path, "file"), { method: "PUT", body, ms: TRANSFER_MS })),
  remove: async (agentId: string, path: string) => void (await ask(agentId, at(path, "file"), { method: "DELETE" })),
  makeFolder: async (agentId: string, path: string) =>
    void (await ask(agentId, at(path, "folder"), { method: "POST" })),
  credentials: async (agentId: string) => answered<CredentialStatus>(await ask(agentId, "/credentials")),
  /** Base64 by path, all or none; gives the paths written. */
  writeCredentials: async (agentId: string, files: Record<string, string>) =>
    (await answered<{ written: string[] }>(await ask(agentId, "/credentials", { method: "POST", json: { files } })))
      .written,
  readCredentials: async (agentId: string) =>
    (await answered<{ files: Record<string, string> }>(await ask(agentId, "/credentials/content"))).files,
  /** In force at once. */
  settings: async (agentId: string, wanted: LiveSettings) =>
    void (await ask(agentId, "/settings", { method: "PUT", json: wanted })),
  /** What the agent itself does; read-only mode holds for it. */
  act: async (agentId: string, wanted: { tool: "write_file"; path: string; content: string }) =>
    answered<Record<string, unknown>>(await ask(agentId, "/act", { method: "POST", json: wanted })),
};
