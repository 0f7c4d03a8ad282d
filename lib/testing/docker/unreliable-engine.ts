import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Mood = "honest" | "silent" | "garbling" | "refusing";

/** A socket in front of a real engine that hangs, cuts, corrupts and comes back as a test wants it. */
export async function unreliableEngine(address: string) {
  const target = address.replace("unix://", "");
  const folder = mkdtempSync(join(tmpdir(), "muster-proxy-"));
  const path = join(folder, "engine.sock");
  const open = new Set<Socket>();
  let mood: Mood = "honest";
  const server = createServer((client) => {
    if (mood === "refusing") return void client.destroy();
    const engine = connect(target);
    for (const socket of [client, engine]) {
      open.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        open.delete(socket);
        client.destroy();
        engine.destroy();
      });
    }
    client.on("data", (bytes) => void (mood !== "silent" && engine.write(bytes)));
    engine.on("data", (bytes) => {
      if (mood === "silent") return;
      client.write(mood === "garbling" ? bytes.map((byte) => byte ^ 0x5a) : bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    address: `unix://${path}`,
    become: (next: Mood) => {
      mood = next;
    },
    /** Breaks every connection off. */
    cut,
    connections: () => open.size,
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
