import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2 from "ssh2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeKeyPair } from "@/lib/domain/ssh/make-key-pair";
import { type SshServer, startSsh } from "@/lib/runtime/agent-server/ssh";
import { hostKey } from "@/lib/runtime/agent-server/ssh-host-key";
import type { SshKey } from "@/lib/runtime/driver";

const hasClient = spawnSync("ssh", ["-V"]).status === 0;
const soon = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

let folder: string;
let workspace: string;
let server: SshServer;
let grants: SshKey[] = [];

const keyFile = (name: string) => join(folder, name);
function makeKey(name: string): string {
  const { privateKey, publicKey } = makeKeyPair();
  writeFileSync(keyFile(name), privateKey, { mode: 0o600 });
  return publicKey;
}
const options = (key: string) => [
  ...["-F", "/dev/null", "-i", keyFile(key), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"],
  ...["-o", "StrictHostKeyChecking=accept-new", "-o", `UserKnownHostsFile=${join(folder, "known")}`],
  ...["-o", "LogLevel=ERROR"],
];
const ssh = (key: string, args: string[], input = "") =>
  run("ssh", [...options(key), "-p", String(server.port), ...args], input);
const sftp = (key: string, commands: string) =>
  run("sftp", [...options(key), "-b", "-", "-P", String(server.port), "developer@127.0.0.1"], commands);
const host = "developer@127.0.0.1";

/** Not spawnSync: the server lives in this process. */
function run(program: string, args: string[], input: string) {
  const child = spawn(program, args);
  const said = { out: "", err: "" };
  child.stdout.on("data", (part) => {
    said.out += part;
  });
  child.stderr.on("data", (part) => {
    said.err += part;
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on("close", (code) => resolve({ code, ...said })),
  );
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "muster-ssh-"));
  workspace = join(folder, "workspace");
  mkdirSync(workspace);
  writeFileSync(join(workspace, "notes.txt"), "inside\n");
  writeFileSync(join(folder, "secret.txt"), "outside\n");
  symlinkSync("../secret.txt", join(workspace, "way-out"));
  symlinkSync("..", join(workspace, "up"));
  grants = [{ publicKey: makeKey("granted"), expiresAt: soon(600) }];
  makeKey("stranger");
  const hostKeyPath = join(folder, "keys", "host");
  server = await startSsh({ host: "127.0.0.1", port: 0, hostKeyPath, workspace, grants: () => grants });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe.runIf(hasClient)("with the client of OpenSSH", () => {
  test("a granted key runs a command in the workspace, with its exit code and both outputs", async () => {
    const { code, out, err } = await ssh("granted", [host, "pwd; cat; echo wrong >&2; exit 7"], "sent\n");
    expect([code, out, err]).toEqual([7, `${workspace}\nsent\n`, "wrong\n"]);
  });

  test("a shell has a terminal of the size that the client has, and nothing of the server's environment", async () => {
    process.env.CANARY_OF_SSH = "canary";
    const script = "tty; stty size; env | grep -c CANARY; exit 3\n";
    const { code, out } = await ssh("granted", ["-tt", host], script);
    expect(out).toMatch(/\/dev\/pts\/\d+\r?\n/);
    expect(out).toMatch(/\n0\r?\n/);
    expect(code).toBe(3);
  });

  test.each([
    ["a key that was not granted", "stranger", host],
    ["another name than developer", "granted", "root@127.0.0.1"],
  ])("%s is refused", async (_, key, address) => {
    const { code, err } = await ssh(key, [address, "id"]);
    expect([code, err]).toEqual([255, expect.stringContaining("Permission denied (publickey)")]);
  });

  test("forwarding is refused", async () => {
    const inner = createServer((socket) => socket.end("reached"));
    await new Promise<void>((resolve) => inner.listen(0, "127.0.0.1", resolve));
    const address = inner.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const { code, out } = await ssh("granted", ["-W", `127.0.0.1:${port}`, host]);
    expect([code, out]).toEqual([255, ""]);
    inner.close();
  });

  test("sftp carries files there and back, makes and removes folders", async () => {
    const big = join(folder, "big.bin");
    writeFileSync(big, Buffer.alloc(3_000_000, "muster"));
    const back = join(folder, "back.bin");
    const { code, err } = await sftp(
      "granted",
      `mkdir made\nput ${big} made/big.bin\nget made/big.bin ${back}\nrename made/big.bin made/other.bin\nls -l made\nrm made/other.bin\nrmdir made\nchmod 600 notes.txt\n`,
    );
    expect([code, err]).toEqual([0, ""]);
    expect(readFileSync(back).equals(readFileSync(big))).toBe(true);
    expect(existsSync(join(workspace, "made"))).toBe(false);
  });

  test.each([
    "get /etc/passwd copied",
    "get ../secret.txt copied",
    "get way-out copied",
    "get up/secret.txt copied",
    "put granted up/planted",
    "put granted ../planted",
    "put granted way-out",
    "ln -s /etc/passwd here",
    "ls ..",
    "rm ../secret.txt",
    "rename notes.txt ../moved",
    "mkdir up/made",
    "chmod 777 way-out",
  ])("sftp refuses to leave the workspace: %s", async (command) => {
    const before = process.cwd();
    process.chdir(folder);
    const { code } = await sftp("granted", `${command}\n`).finally(() => process.chdir(before));
    expect(code).toBe(1);
    for (const left of ["copied", "planted", "moved", "made"]) expect(existsSync(join(folder, left))).toBe(false);
    expect(readFileSync(join(folder, "secret.txt"), "utf8")).toBe("outside\n");
  });

  test("a grant that ends, by time or by hand, ends open connections and lets nobody in", async () => {
    const before = grants;
    grants = [
      ...before,
      { publicKey: makeKey("brief"), expiresAt: soon(3) },
      { publicKey: makeKey("revoked"), expiresAt: soon(600) },
    ];
    const started = Date.now();
    const open = ["brief", "revoked"].map((key) => ssh(key, [host, "echo in; sleep 60"]));
    await expect.poll(async () => (await ssh("revoked", [host, "true"])).code).toBe(0);
    grants = grants.filter((_, at) => at !== grants.length - 1);
    for (const { code, out } of await Promise.all(open)) expect([code, out]).toEqual([255, "in\n"]);
    expect(Date.now() - started).toBeLessThan(8_000);
    expect((await ssh("brief", [host, "true"])).code).toBe(255);
    expect((await ssh("revoked", [host, "true"])).code).toBe(255);
    grants = before;
  });

  test("what a command started ends with its connection", async () => {
    const mark = join(workspace, "alive");
    const child = spawn("ssh", [
      ...options("granted"),
      "-p",
      String(server.port),
      host,
      `touch ${mark}; exec sleep 4242`,
    ]);
    await expect.poll(() => existsSync(mark), { timeout: 10_000 }).toBe(true);
    child.kill("SIGKILL");
    const running = () => spawnSync("pgrep", ["-f", "sleep 4242"]).status === 0;
    await expect.poll(running, { timeout: 6_000 }).toBe(false);
  });
});

test("the host key is made once, readable for nobody else, and stays", async () => {
  const hostKeyPath = join(folder, "keys", "host");
  const made = readFileSync(hostKeyPath, "utf8");
  const again = await startSsh({ host: "127.0.0.1", port: 0, hostKeyPath, workspace, grants: () => [] });
  await again.close();
  expect(readFileSync(hostKeyPath, "utf8")).toBe(made);
  chmodSync(hostKeyPath, 0o600);
  writeFileSync(hostKeyPath, "spoilt");
  await (await startSsh({ host: "127.0.0.1", port: 0, hostKeyPath, workspace, grants: () => [] })).close();
  expect(readFileSync(hostKeyPath, "utf8")).toContain("OPENSSH PRIVATE KEY");
});

test("every host key that is made can be read", () => {
  const path = join(folder, "keys", "many");
  for (let at = 0; at < 2_000; at++) {
    rmSync(path, { force: true });
    expect(ssh2.utils.parseKey(hostKey(path))).not.toBeInstanceOf(Error);
  }
});

test("a host key that cannot be kept is an error, not a crash", async () => {
  const hostKeyPath = join(folder, "keys", "host", "below a file");
  const started = startSsh({ host: "127.0.0.1", port: 0, hostKeyPath, workspace, grants: () => [] });
  await expect(started).rejects.toMatchObject({ code: "EEXIST" });
});

test("a port that is taken is an error, not a crash", async () => {
  const hostKeyPath = join(folder, "keys", "host");
  await expect(
    startSsh({ host: "127.0.0.1", port: server.port, hostKeyPath, workspace, grants: () => [] }),
  ).rejects.toMatchObject({ code: "EADDRINUSE" });
});
