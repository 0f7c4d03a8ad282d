import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { makeKeyPair } from "@/lib/domain/ssh/make-key-pair";
import { agentServerFile } from "@/lib/runtime/agent-server-bundle";
import { createDockerDriver } from "@/lib/runtime/docker-driver/docker-driver";
import { ownImage } from "@/lib/runtime/docker-driver/root-file-system";
import type { RuntimeDriver } from "@/lib/runtime/driver";
import { givenBoot, givenSpec } from "@/lib/runtime/driver-suite";

const engine = inject("engine");
const hasClient = spawnSync("ssh", ["-V"]).status === 0;

describe.runIf("address" in engine && hasClient)("SSH into a container", () => {
  const folder = mkdtempSync(join(tmpdir(), "muster-ssh-spec-"));
  const port = 30_000 + (process.pid % 2_000);
  const spec = givenSpec({ sshPort: port });
  const key = join(folder, "key");
  const { publicKey, privateKey } = makeKeyPair();
  const expiresAt = new Date(Date.now() + 600_000).toISOString();
  const boot = givenBoot(spec, { sshGrants: [{ publicKey, expiresAt }] });
  let driver: RuntimeDriver;

  /** A container has started a moment before what runs in it hears. */
  const startOffering = async () => {
    await driver.start(spec, boot);
    const heard = async () => expect((await ssh(["developer@127.0.0.1", "true"])).code).toBe(0);
    await vi.waitFor(heard, { timeout: 20_000, interval: 200 });
  };

  beforeAll(async () => {
    writeFileSync(key, privateKey, { mode: 0o600 });
    const image = ownImage(await agentServerFile(false));
    const address = "address" in engine ? engine.address : undefined;
    driver = createDockerDriver({ address, installation: `ssh-${process.pid}`, image });
    await startOffering();
  });
  afterAll(async () => {
    await driver.remove(spec.agentId);
    await driver.removeWorkspace(spec.agentId);
    rmSync(folder, { recursive: true });
  });

  const known = join(folder, "known");
  const options = ["-F", "/dev/null", "-i", key, "-o", "BatchMode=yes", "-o", `UserKnownHostsFile=${known}`];
  const ssh = (args: string[], input = "") =>
    new Promise<{ code: number | null; said: string }>((resolve) => {
      const quiet = ["-o", "LogLevel=ERROR", "-o", "StrictHostKeyChecking=accept-new"];
      const child = spawn("ssh", [...options, ...quiet, "-p", String(port), ...args]);
      let said = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (part) => {
          said += part;
        });
      }
      child.stdin.end(input);
      child.on("close", (code) => resolve({ code, said }));
    });

  test("a granted key is in its workspace, as the agent's account", async () => {
    const { code, said } = await ssh(["developer@127.0.0.1", "id -u; pwd; touch /etc/x || true"]);
    expect([code, said]).toEqual([0, expect.stringMatching(/^1000\n\/home\/developer\n.*Read-only/)]);
  });

  test.runIf(!spawnSync("script", ["--version"]).error)("a shell has a terminal", async () => {
    expect((await ssh(["-tt", "developer@127.0.0.1"], "tty\nexit 5\n")).said).toMatch(/\/dev\/pts\/\d/);
  });

  test("the host key is the same after the container was made anew", async () => {
    await startOffering();
    expect((await ssh(["developer@127.0.0.1", "echo same"])).said).toBe("same\n");
  });
});
