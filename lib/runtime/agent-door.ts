import { Readable } from "node:stream";
import { z } from "zod";
import { DomainError, type Fault } from "@/lib/domain/faults";
import { holderOf } from "@/lib/domain/runtimes/queries";
import { type DoorFaultKind, doorFaultKinds } from "@/lib/runtime/agent-server/door-fault";

/** What an agent answers from memory or disk comes within this time, ms; a whole file may take longer. */
const PATIENCE = 5_000;
export const FILE_PATIENCE = 30 * 60_000;

const faultOf: Record<DoorFaultKind, Fault> = {
  not_found: "not_found",
  outside: "forbidden",
  is_directory: "invalid",
  is_file: "invalid",
  too_large: "too_large",
  storage_full: "storage_full",
  refused: "invalid",
  read_only: "forbidden",
};
const refusal = z.object({ error: z.object({ kind: z.enum(doorFaultKinds), message: z.string() }) });

export type Question = {
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
export async function askDoor(agentId: string, path: string, question: Question = {}): Promise<Response> {
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
export async function readAnswer<S extends z.ZodType>(response: Response, schema: S): Promise<z.output<S>> {
  const found = schema.safeParse(await response.json().catch(() => null));
  if (!found.success) throw unreachable();
  return found.data;
}

/** What the agent itself does; read-only mode holds for it. */
export async function actAsAgent(
  agentId: string,
  wanted: { tool: "write_file"; path: string; content: string },
): Promise<void> {
  await askDoor(agentId, "act", { method: "POST", json: wanted });
}
