import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Door } from "@/lib/domain/data-connections/rules";
import { settings } from "@/lib/env";
import { probeDatabase } from "@/lib/outbound/probe-database";
import { selfSigned } from "@/lib/testing/self-signed";

const allow = (hosts: string | undefined) => Object.assign(settings(), { MUSTER_OUTBOUND_ALLOW: hosts });
const secureContext = createSecureContext(selfSigned("db.example"));
const servers: Server[] = [];
const sockets = new Set<Socket>();
const received: Buffer[] = [];
let connections = 0;

beforeEach(() => {
  allow("127.0.0.1");
  connections = 0;
  received.length = 0;
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  for (const socket of sockets) socket.destroy();
});

/** A server on this machine; the port that it listens on. */
async function serve(speak: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket.on("error", () => undefined));
    socket.prependListener("data", (chunk) => received.push(chunk));
    speak(socket);
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const turnToTls = (socket: Socket) => {
  socket.removeAllListeners("data");
  new TLSSocket(socket, { isServer: true, secureContext }).on("error", () => undefined);
};
/** Answers the question for TLS as PostgreSQL does. */
const postgres = (letter: string) => (socket: Socket) =>
  socket.once("data", () => {
    if (letter === "S") turnToTls(socket);
    socket.write(letter);
  });

/** Greets as MySQL does, in two pieces. */
const mysql = (flags: number) => (socket: Socket) => {
  const body = Buffer.concat([Buffer.from([10]), Buffer.from("8.4.0\0"), Buffer.alloc(13, 1), Buffer.from([0, flags])]);
  const head = Buffer.from([body.length, 0, 0, 0]);
  socket.write(head);
  setImmediate(() => socket.write(body));
  socket.once("data", (chunk: Buffer) => {
    // What follows the 36 bytes of the request is TLS already.
    socket.pause();
    if (chunk.length > 36) socket.unshift(chunk.subarray(36));
    turnToTls(socket);
  });
};

const door = (port: number, more: Partial<Door> = {}): Door => ({
  host: "127.0.0.1",
  port,
  speaks: "postgres",
  encryption: "preferred",
  ...more,
});
const outcome = async (where: Door) => {
  const { ok, message, checks } = await probeDatabase(where);
  return {
    ok,
    message,
    checks: checks.map((check) => `${check.name} ${check.ok}`),
    last: checks.at(-1)?.message ?? "",
  };
};

test("a database without TLS is reached where the settings allow that, and not where they ask for TLS", async () => {
  const port = await serve(postgres("N"));
  expect(await outcome(door(port))).toMatchObject({
    ok: true,
    message: `Reached 127.0.0.1:${port}`,
    checks: ["address true", "connection true", "encryption true"],
    last: expect.stringContaining("without TLS"),
  });
  expect(await outcome(door(port, { encryption: "required" }))).toMatchObject({
    ok: false,
    message: "The server does not offer TLS, and the settings ask for it",
    checks: ["address true", "connection true", "encryption false"],
  });
});

test.each(["postgres", "mysql"] as const)(
  "%s begins TLS, and its certificate counts where it is to be checked",
  async (speaks) => {
    const port = await serve(speaks === "postgres" ? postgres("S") : mysql(0x08));
    const required = await outcome(door(port, { speaks, encryption: "required" }));
    expect(required).toMatchObject({ ok: true, last: expect.stringMatching(/^TLSv1\.\d; .*not checked/) });
    const verified = await outcome(door(port, { speaks, encryption: "verified" }));
    expect(verified).toMatchObject({ ok: false, message: "The server's certificate is not trusted" });
  },
);

test("with encryption switched off nothing is sent at all", async () => {
  const port = await serve(() => undefined);
  expect(await outcome(door(port, { encryption: "off" }))).toMatchObject({ ok: true });
  expect(Buffer.concat(received)).toHaveLength(0);
});

test("nothing but the question for TLS is sent", async () => {
  const port = await serve(postgres("N"));
  await probeDatabase(door(port));
  expect(Buffer.concat(received).toString("hex")).toBe("0000000804d2162f");
});

test.each<[string, Partial<Door>, (socket: Socket) => void, string]>([
  ["a web server", {}, (socket) => socket.end("HTTP/1.1 400\r\n\r\n"), "Something else than PostgreSQL answers there"],
  [
    "another greeting",
    { speaks: "mysql" },
    (socket) => socket.end("SSH-2.0-OpenSSH\r\n".repeat(300)),
    "Something else than MySQL answers there",
  ],
  ["a server that hangs up", {}, (socket) => socket.end(), "The server closed the connection"],
  [
    "a refusal of MySQL",
    { speaks: "mysql" },
    (socket) => socket.write(Buffer.from([3, 0, 0, 0, 255, 1, 1])),
    "The server refuses connections from this machine",
  ],
])("%s is told apart", async (_, more, speak, message) => {
  const port = await serve(speak);
  expect(await outcome(door(port, more))).toMatchObject({ ok: false, message });
});

test("a closed port is a refused connection", async () => {
  const port = await serve(() => undefined);
  const [server] = servers.splice(0);
  server?.close();
  if (server?.listening) await once(server, "close");
  expect(await outcome(door(port))).toMatchObject({ ok: false, message: "Connection refused" });
});

test.each(["127.0.0.1", "2130706433", "0x7f.1", "::1", "::ffff:127.0.0.1", "localhost", "db.internal"])(
  "nothing in a private network is connected to: %s",
  async (host) => {
    const port = await serve(postgres("N"));
    allow(undefined);
    const { ok, message } = await outcome(door(port, { host }));
    expect([ok, message]).toEqual([false, expect.stringContaining("private network")]);
    expect(connections).toBe(0);
  },
);

test("a name is judged by every address that it leads to", async () => {
  const port = await serve(postgres("N"));
  allow(undefined);
  const found = [
    { address: "93.184.215.14", family: 4 },
    { address: "127.0.0.1", family: 4 },
  ];
  const probe = await probeDatabase(door(port, { host: "db.example" }), (_host, _options, done) => done(null, found));
  expect(probe).toMatchObject({ ok: false, message: "db.example leads into a private network" });
  expect(connections).toBe(0);
});
