import type { StreamEvent } from "@/lib/http/reply";

/** One message of the WebSocket (contract 2 §5). `timestamp` in UTC without fractions. */
export type SocketMessage = {
  event: string;
  type: string;
  name: string | null;
  data: Record<string, unknown>;
  timestamp: string;
};

type Payload = { name?: string | null; id?: string | null; at?: string; data?: Record<string, unknown> };

const told: ReadonlySet<string> = new Set([
  "agent_created",
  "agent_started",
  "agent_stopped",
  "agent_exited",
  "agent_deleted",
  "agent_restored",
  "agent_renamed",
  "agent_shared",
  "agent_unshared",
  "agent_updated",
  "package_submitted",
  "package_reviewed",
  "package_commented",
  "agent_loaded",
  "agent_load_failed",
]);
const aboutPackages = /^(package_|agent_load)/;

/** Only what the contract names; what else an event of the console carries stays there. */
function dataOf(type: string, { id, data = {} }: Payload): Record<string, unknown> {
  if (aboutPackages.test(type)) {
    return { agent_id: id ?? null, status: data.status ?? null, version: data.version ?? null };
  }
  if (type === "agent_updated") return { fields: data.fields ?? Object.keys(data) };
  if (type === "agent_shared" || type === "agent_unshared") return { shared_with: data.shared_with ?? null };
  return data;
}

/** An event as fleet clients are told of it; null for events that this contract does not have. */
export function toSocketMessage({ event, data }: StreamEvent): SocketMessage | null {
  if (!event || !told.has(event) || typeof data !== "object" || data === null) return null;
  const payload: Payload = data;
  const name = payload.name ?? null;
  const timestamp = `${(payload.at ?? new Date().toISOString()).slice(0, 19)}Z`;
  return { event, type: event, name, data: { name, ...dataOf(event, payload) }, timestamp };
}
