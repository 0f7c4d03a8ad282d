import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ListToolsResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { networkWords } from "@/lib/outbound/network-words";
import { OutboundRefused, safeFetch } from "@/lib/outbound/safe-fetch";

type Probe = { transport: "streamable-http" | "sse"; url: string; headers: Record<string, string> };
export type ProbeResult = {
  ok: boolean;
  milliseconds: number;
  message: string;
  tools: { name: string; description: string }[] | null;
};

const TIME_LIMIT = 10_000;
const MOST_TOOLS = 200;
const LONGEST_TEXT = 500;
/** A hidden value shorter than this is too common a text to be looked for. */
const SHORTEST_SECRET = 4;

function sentenceOf(error: unknown): string {
  if (error instanceof OutboundRefused) return error.message;
  const { code, name, message } =
    error instanceof Error ? (error as Error & { code?: unknown }) : { code: "", name: "", message: "" };
  if (name === "TimeoutError" || name === "AbortError") return "No answer in time";
  if (code === 401 || name === "UnauthorizedError") return "The server wants other credentials (401)";
  const words = networkWords(code);
  if (words) return words;
  return typeof code === "number" && code >= 100 ? `The server answered ${code}` : `It does not speak MCP: ${message}`;
}

/** A server may send back what it got: hidden values are taken out of everything that it says. */
function redactor(headers: Record<string, string>): (text: string) => string {
  const secrets = Object.values(headers).flatMap((value) => [value, value.replace(/^\S+\s+/, "")]);
  const long = [...new Set(secrets)].filter((value) => value.length >= SHORTEST_SECRET);
  return (text) => long.reduce((clean, secret) => clean.replaceAll(secret, "********"), text).slice(0, LONGEST_TEXT);
}

function connection({ transport, url, headers }: Probe, signal: AbortSignal, onFailure: (error: unknown) => void) {
  // A value such as ${TOKEN} means something only inside an agent.
  const own = Object.fromEntries(Object.entries(headers).filter(([, value]) => !/^\$\{\w+\}$/.test(value)));
  const fetch = (address: string | URL, init: RequestInit = {}) =>
    safeFetch(address, {
      method: init.method,
      headers: init.headers,
      body: typeof init.body === "string" ? init.body : null,
      signal: init.signal ? AbortSignal.any([init.signal, signal]) : signal,
    }).catch((error: unknown) => {
      onFailure(error);
      throw error;
    });
  const options = { fetch, requestInit: { headers: own } };
  return transport === "sse"
    ? new SSEClientTransport(new URL(url), options)
    : new StreamableHTTPClientTransport(new URL(url), options);
}

/** Rejects when time is up, whatever the other side does. */
function deadline(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}

async function listTools(client: Client, link: ReturnType<typeof connection>, signal: AbortSignal) {
  await client.connect(link, { signal, timeout: TIME_LIMIT });
  // Not `client.listTools`: that compiles the schemas that a stranger sends.
  return client.request({ method: "tools/list" }, ListToolsResultSchema, { signal, timeout: TIME_LIMIT });
}

/** Connects to a remote MCP server and asks for its tools, 10 s at most; never throws. */
export async function probeMcpServer(probe: Probe): Promise<ProbeResult> {
  const started = performance.now();
  const clean = redactor(probe.headers);
  const ended = () => Math.round(performance.now() - started);
  const signal = AbortSignal.timeout(TIME_LIMIT);
  const client = new Client({ name: "muster", version: "1" });
  // The protocol's library says less about what happened than the network did.
  let failure: unknown;
  const link = connection(probe, signal, (error) => {
    failure ??= error;
  });
  try {
    const answer = listTools(client, link, signal);
    const { tools } = await Promise.race([answer, deadline(signal)]);
    const shown = tools
      .slice(0, MOST_TOOLS)
      .map(({ name, description = "" }) => ({ name: clean(name), description: clean(description) }));
    const count = tools.length === 1 ? "1 tool" : `${tools.length} tools`;
    return { ok: true, milliseconds: ended(), message: `Connected: ${count}`, tools: shown };
  } catch (error) {
    return { ok: false, milliseconds: ended(), message: clean(sentenceOf(failure ?? error)), tools: null };
  } finally {
    await client.close().catch(() => undefined);
  }
}
