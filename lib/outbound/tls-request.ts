import type { Socket } from "node:net";
import { OutboundRefused } from "@/lib/outbound/safe-fetch";

/** What a server offers: to go on with TLS, or only without it. */
export type Offer = "tls" | "plain";

const MOST_BYTES = 4_096;

/** PostgreSQL: "will you speak TLS?", eight bytes that are answered by one letter. */
const postgresRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

const mysqlFlags = { protocol41: 0x0200, tls: 0x0800, secure: 0x8000 };

/** The first bytes of an answer, as soon as `whole` is content with them. */
function answer(socket: Socket, whole: (bytes: Buffer) => boolean, signal: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    const ended = () => reject(new OutboundRefused("The server closed the connection"));
    const read = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (!whole(bytes) && bytes.length < MOST_BYTES) return;
      socket.off("data", read);
      socket.off("close", ended);
      socket.pause();
      resolve(bytes);
    };
    socket.on("data", read);
    socket.once("close", ended);
    socket.once("error", reject);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

async function askPostgres(socket: Socket, signal: AbortSignal): Promise<Offer> {
  socket.write(postgresRequest);
  const [letter] = await answer(socket, (bytes) => bytes.length >= 1, signal);
  if (letter === "S".charCodeAt(0)) return "tls";
  if (letter === "N".charCodeAt(0)) return "plain";
  throw new OutboundRefused("Something else than PostgreSQL answers there");
}

/** Length, number and body of a packet of MySQL. */
function packet(number: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([body.length & 255, body.length >> 8, 0, number]), body]);
}

/** Whether the greeting of a MySQL server says that it speaks TLS; null where it is none. */
function offersTls(greeting: Buffer): boolean | null {
  const versionEnd = greeting.indexOf(0, 5);
  if (greeting[4] !== 10 || versionEnd < 0 || greeting.length < versionEnd + 16) return null;
  return (greeting.readUInt16LE(versionEnd + 14) & mysqlFlags.tls) !== 0;
}

async function askMysql(socket: Socket, signal: AbortSignal): Promise<Offer> {
  const whole = (bytes: Buffer) => bytes.length >= 4 && bytes.length >= 4 + bytes.readUIntLE(0, 3);
  const greeting = await answer(socket, whole, signal);
  if (greeting[4] === 255) throw new OutboundRefused("The server refuses connections from this machine");
  const offers = offersTls(greeting);
  if (offers === null) throw new OutboundRefused("Something else than MySQL answers there");
  if (!offers) return "plain";
  const body = Buffer.alloc(32);
  body.writeUInt32LE(mysqlFlags.protocol41 | mysqlFlags.tls | mysqlFlags.secure, 0);
  socket.write(packet(1, body));
  return "tls";
}

/** Asks a database whether it goes on with TLS, in its own protocol. Throws `OutboundRefused` for another kind of server. */
export function askForTls(socket: Socket, speaks: "postgres" | "mysql", signal: AbortSignal): Promise<Offer> {
  return speaks === "postgres" ? askPostgres(socket, signal) : askMysql(socket, signal);
}
