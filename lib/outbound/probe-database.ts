import { lookup } from "node:dns";
import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { type Door, databaseChecks } from "@/lib/domain/data-connections/rules";
import { refusedAddress } from "@/lib/outbound/address-rules";
import { networkWords } from "@/lib/outbound/network-words";
import { OutboundRefused, pinned, type Resolve } from "@/lib/outbound/safe-fetch";
import { askForTls } from "@/lib/outbound/tls-request";

export type DatabaseCheck = { name: (typeof databaseChecks)[number]; ok: boolean; message: string };
export type DatabaseProbe = { ok: boolean; milliseconds: number; message: string; checks: DatabaseCheck[] };

const TIME_LIMIT = 10_000;

function wordsOf(error: unknown): string {
  if (error instanceof OutboundRefused) return error.message;
  const { code, name } = error instanceof Error ? (error as Error & { code?: unknown }) : { code: "", name: "" };
  if (name === "TimeoutError" || name === "AbortError") return "No answer in time";
  return networkWords(code) ?? "The connection failed";
}

/** Any way of writing an address becomes the plain one, so that the rules judge what is connected to. Throws `OutboundRefused`. */
function allowedHost(host: string): string {
  const written = isIP(host) === 6 ? `[${host}]` : host;
  const address = `http://${written}/`;
  if (!URL.canParse(address)) throw new OutboundRefused("The host is not a name or an address");
  const url = new URL(address);
  const refusal = refusedAddress(url);
  if (refusal) throw new OutboundRefused(`The address ${refusal}`);
  return url.hostname.replace(/^\[|\]$/g, "");
}

/** Settles with the first of these events; an error, the end or the end of time reject. */
function arrival(socket: Socket | TLSSocket, event: "connect" | "secureConnect", signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve());
    socket.once("error", reject);
    socket.once("close", () => reject(new OutboundRefused("The server closed the connection")));
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

async function openTls(socket: Socket, host: string, verified: boolean, signal: AbortSignal): Promise<TLSSocket> {
  const servername = isIP(host) === 0 ? { servername: host } : {};
  const secure = connectTls({ socket, rejectUnauthorized: verified, ...servername });
  await arrival(secure, "secureConnect", signal);
  return secure;
}

const passed = (name: DatabaseCheck["name"], message: string): DatabaseCheck => ({ name, ok: true, message });

async function encryption(socket: Socket, host: string, door: Door, signal: AbortSignal): Promise<string> {
  const { speaks, encryption: wanted } = door;
  if (wanted === "off") return "Not asked for: the settings switch it off";
  const offer = speaks === "https" ? "tls" : await askForTls(socket, speaks, signal);
  if (offer === "plain") {
    if (wanted !== "preferred") throw new OutboundRefused("The server does not offer TLS, and the settings ask for it");
    return "The server answers, without TLS; the settings allow that";
  }
  const secure = await openTls(socket, host, wanted === "verified", signal);
  const protocol = secure.getProtocol() ?? "TLS";
  return `${protocol}; the certificate was ${wanted === "verified" ? "checked" : "not checked, as the settings say"}`;
}

/**
 * Looks whether a database can be reached: its address is one that Muster may connect to, a connection opens, and TLS begins
 * where the settings ask for it; 10 s at most. Sends no credentials and nothing else of the settings; never throws.
 */
export async function probeDatabase(door: Door, resolve: Resolve = lookup): Promise<DatabaseProbe> {
  const started = performance.now();
  const signal = AbortSignal.timeout(TIME_LIMIT);
  const checks: DatabaseCheck[] = [];
  let socket: Socket | null = null;
  const ended = (message: string): DatabaseProbe => {
    const ok = checks.every((check) => check.ok);
    return { ok, milliseconds: Math.round(performance.now() - started), message, checks };
  };
  try {
    const host = allowedHost(door.host);
    checks.push(passed("address", `${host} may be connected to`));
    socket = connect({ host, port: door.port, lookup: pinned(resolve) });
    // What comes after the answer is of no interest, and must not end the process.
    socket.on("error", () => undefined);
    await arrival(socket, "connect", signal);
    checks.push(passed("connection", `Opened to port ${door.port}`));
    checks.push(passed("encryption", await encryption(socket, host, door, signal)));
    return ended(`Reached ${host}:${door.port}`);
  } catch (error) {
    const name = databaseChecks[checks.length] ?? "encryption";
    const message = wordsOf(error);
    checks.push({ name, ok: false, message });
    return ended(message);
  } finally {
    socket?.destroy();
  }
}
