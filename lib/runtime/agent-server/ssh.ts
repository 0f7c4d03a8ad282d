import ssh2, { type AuthContext, type Connection } from "ssh2";
import { findGrant } from "@/lib/runtime/agent-server/ssh-grants";
import { hostKey } from "@/lib/runtime/agent-server/ssh-host-key";
import { serveSession } from "@/lib/runtime/agent-server/ssh-session";
import type { SshKey } from "@/lib/runtime/driver";

export type SshOptions = {
  host: string;
  /** 0 takes any. */
  port: number;
  hostKeyPath: string;
  workspace: string;
  /** Asked at every sign-in and every second: what is granted now. */
  grants: () => readonly SshKey[];
};

export type SshServer = { port: number; close: () => Promise<void> };

export const SSH_USER = "developer";
const MOST_CONNECTIONS = 20;
const MOST_ATTEMPTS = 8;
const SIGN_IN_MS = 20_000;
const LOOK_MS = 1_000;

type Guest = { connection: Connection; key: Buffer | null; since: number };

/**
 * Serves SSH to granted keys: shell, commands and sftp. No passwords, no forwarding. A connection ends within a second when
 * its key is no longer granted. Resolves when it listens; rejects when the port is taken or the host key cannot be kept.
 */
export async function startSsh({ host, port, hostKeyPath, workspace, grants }: SshOptions): Promise<SshServer> {
  const guests = new Set<Guest>();
  const server = new ssh2.Server({ hostKeys: [hostKey(hostKeyPath)], ident: "muster", keepaliveInterval: 30_000 });
  server.on("connection", (connection) => {
    if (guests.size >= MOST_CONNECTIONS) return void connection.end();
    welcome({ connection, key: null, since: Date.now() }, { guests, grants, workspace });
  });
  const looking = setInterval(() => endStrangers(guests, grants), LOOK_MS);
  const close = async () => {
    clearInterval(looking);
    for (const { connection } of guests) connection.end();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return new Promise((resolve, reject) => {
    server.on("error", (error: Error) => {
      clearInterval(looking);
      reject(error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve({ port: typeof address === "object" && address ? address.port : port, close });
    });
  });
}

type House = { guests: Set<Guest>; grants: () => readonly SshKey[]; workspace: string };

function welcome(guest: Guest, { guests, grants, workspace }: House): void {
  const { connection } = guest;
  guests.add(guest);
  let attempts = 0;
  connection.on("authentication", (context) => {
    attempts += 1;
    if (attempts > MOST_ATTEMPTS) return void connection.end();
    const key = keyOf(context, grants());
    if (key === null) return context.reject(["publickey"]);
    if (key.proven) guest.key = key.bytes;
    context.accept();
  });
  connection.on("session", (accept) => serveSession(accept(), workspace));
  connection.on("request", (_accept, reject) => reject?.());
  // A broken client is its own affair.
  connection.on("error", () => connection.end());
  connection.on("close", () => guests.delete(guest));
}

/** The granted key that is offered, and whether its owner has signed with it; null for anything else. */
function keyOf(context: AuthContext, grants: readonly SshKey[]): { bytes: Buffer; proven: boolean } | null {
  if (context.method !== "publickey" || context.username !== SSH_USER) return null;
  const bytes = context.key.data;
  const key = findGrant(grants, bytes, Date.now());
  if (!key) return null;
  if (!context.signature) return { bytes, proven: false };
  const good = context.blob && key.verify(context.blob, context.signature, context.hashAlgo) === true;
  return good ? { bytes, proven: true } : null;
}

function endStrangers(guests: Set<Guest>, grants: () => readonly SshKey[]): void {
  const now = Date.now();
  for (const { connection, key, since } of guests) {
    const welcomed = key ? findGrant(grants(), key, now) !== undefined : now - since < SIGN_IN_MS;
    if (!welcomed) connection.end();
  }
}
