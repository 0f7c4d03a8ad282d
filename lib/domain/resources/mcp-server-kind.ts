import { z } from "zod";
import { sql } from "@/lib/db";
import { invalidField } from "@/lib/domain/faults";
import { type JsonObject, MASK, maskEnv, maskHeaders, restoreHidden } from "@/lib/domain/resources/hidden-values";
import { assignedBy, type ResourceKind, type Stored } from "@/lib/domain/resources/resource-kind";
import { LONGEST_HEADER, type Transport, transports } from "@/lib/domain/resources/rules";
import { refusedAddress } from "@/lib/outbound/address-rules";

type Texts = Record<string, string>;
type Shown = {
  transport: Transport;
  url: string | null;
  headers: Texts;
  command: string | null;
  args: string[];
  env: Texts;
  cwd: string | null;
  forceSerialToolCalls: boolean;
  type: string | null;
  icon: string | null;
};
export type McpServerFields = Shown & { organizationType: string | null; oauthClientConfig: JsonObject | null };

/** What is kept encrypted of a server: all values as they really are, and what is never shown at all. */
export type McpServerSecrets = {
  headers: Texts;
  env: Texts;
  organizationType: string | null;
  oauthClientConfig: JsonObject | null;
};

/** Sealed by `settle` below alone, so it has this form. */
export function asMcpServerSecrets(value: unknown): McpServerSecrets | null {
  return value as McpServerSecrets | null;
}

/** `restoreHidden` gives texts where it got texts and stored texts. */
function asTexts(value: unknown): Texts {
  return value as Texts;
}

const empty: Shown = {
  transport: "streamable-http",
  url: null,
  headers: {},
  command: null,
  args: [],
  env: {},
  cwd: null,
  forceSerialToolCalls: false,
  type: null,
  icon: null,
};
const sealedFields = ["headers", "env", "organizationType", "oauthClientConfig"] as const;

function assertAddress(url: string | null): void {
  if (url === null) return;
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) throw invalidField("url", "must begin with https:// or http://");
  if (parsed.username || parsed.password || /^[^/]*\/\/[^/?#]*@/.test(url)) {
    throw invalidField("url", "may hold no user name or password; send them as a header");
  }
  const refusal = refusedAddress(parsed);
  if (refusal) throw invalidField("url", refusal);
}

function assertTransport({ transport, url, command }: Shown): void {
  if (transport === "stdio" && url !== null) throw invalidField("url", "a stdio server has a command and no address");
  if (transport !== "stdio" && command !== null) {
    throw invalidField("command", `a ${transport} server has an address and no command`);
  }
}

function assertHeaders(headers: Texts): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/.test(name))
      throw invalidField(`headers.${name}`, "is no name of a header");
    if (/[\r\n]/.test(value)) throw invalidField(`headers.${name}`, "may hold no line breaks");
    if (Buffer.byteLength(value) > LONGEST_HEADER) throw invalidField(`headers.${name}`, "may have at most 8 KiB");
  }
}

function settleSecrets(sent: Partial<McpServerFields>, stored: Stored<Shown> | null): McpServerSecrets {
  const shown = stored?.shown ?? empty;
  // A hidden value that is to stay, sent as its mask or not sent at all, must still be readable.
  const keeps = JSON.stringify([sent.headers ?? shown.headers, sent.env ?? shown.env]).includes(MASK);
  const sealed = keeps ? stored?.open() : stored?.peek();
  const before = asMcpServerSecrets(sealed ?? null) ?? {
    headers: shown.headers,
    env: shown.env,
    organizationType: null,
    oauthClientConfig: null,
  };
  const texts = (field: "headers" | "env") =>
    asTexts(sent[field] ? restoreHidden(sent[field], before[field], shown[field], field) : before[field]);
  const kept = <T>(value: T | undefined, old: T) => (value === undefined ? old : value);
  return {
    headers: texts("headers"),
    env: texts("env"),
    organizationType: kept(sent.organizationType, before.organizationType),
    oauthClientConfig: kept(sent.oauthClientConfig, before.oauthClientConfig),
  };
}

function hides(secrets: McpServerSecrets, shown: Pick<Shown, "headers" | "env">): boolean {
  const { headers, env, organizationType, oauthClientConfig } = secrets;
  const masked = JSON.stringify([headers, env]) !== JSON.stringify([shown.headers, shown.env]);
  return masked || organizationType !== null || oauthClientConfig !== null;
}

function settle(sent: Partial<McpServerFields>, stored: Stored<Shown> | null) {
  const { organizationType: _type, oauthClientConfig: _config, ...plain } = sent;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  const before = stored?.shown ?? { ...empty, transport: sent.command ? ("stdio" as const) : empty.transport };
  const shown: Shown = { ...before, ...given };
  assertTransport(shown);
  if (sent.url !== undefined) assertAddress(shown.url);
  if (stored && sealedFields.every((field) => sent[field] === undefined)) return { shown };
  const secrets = settleSecrets(sent, stored);
  assertHeaders(secrets.headers);
  const masked = { headers: maskHeaders(secrets.headers), env: maskEnv(secrets.env) };
  return { shown: { ...shown, ...masked }, hidden: hides(secrets, masked) ? secrets : null };
}

const texts = z.record(z.string(), z.string());

/** A server of the Model Context Protocol that agents get tools from. */
export const mcpServerKind: ResourceKind<McpServerFields, Shown> = {
  name: "mcp-servers",
  noun: "mcp_server",
  word: "MCP server",
  idKind: "mcpServer",
  table: sql`"McpServer"`,
  columns: {
    transport: "text",
    url: "text",
    headers: "jsonb",
    command: "text",
    args: "jsonb",
    env: "jsonb",
    cwd: "text",
    forceSerialToolCalls: "boolean",
    type: "text",
    icon: "text",
  },
  parse: z.object({
    transport: z.enum(transports),
    url: z.string().nullable(),
    headers: texts,
    command: z.string().nullable(),
    args: z.array(z.string()),
    env: texts,
    cwd: z.string().nullable(),
    forceSerialToolCalls: z.boolean(),
    type: z.string().nullable(),
    icon: z.string().nullable(),
  }),
  seals: true,
  uses: assignedBy(sql`"AgentMcpServer"`, sql`"mcpServerId"`, "mcpServers"),
  offered: null,
  settle,
};
