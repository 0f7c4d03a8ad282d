import type { Endpoint } from "@/lib/http/endpoint";
import { type Called, call } from "@/lib/testing/call";
import type { Person } from "@/lib/testing/given";

export type Sent = { json?: unknown; query?: Record<string, string>; headers?: Record<string, string> };
/** What every answer about one thing has. */
export type Made = { id: string; name: string; [field: string]: unknown };
export const asMade = ({ body }: Called) => body as Made;
/** Status and code of a refusal. */
export const faultOf = ({ status, body }: Called) => [status, (body as { error?: { code: string } })?.error?.code];

/** Calls endpoints of one tenant as one person. */
export const inTenant =
  (tenant: string) =>
  (as: Person | null, endpoint: Endpoint, params: Record<string, string> = {}, sent: Sent = {}) =>
    call(endpoint, { as, params: { tenant, ...params }, ...sent });

/** The body of a semantic data model of one table that reads from a connection. */
export const modelBody = (name: string, connection: string | null = null) => ({
  semantic_model: { name, tables: [{ name: "t", base_table: { data_connection_name: connection } }] },
});
