import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { byId } from "@/lib/domain/agents/rules";
import { startRun } from "@/lib/domain/runs/start-run";
import { stopRun } from "@/lib/domain/runs/stop-run";
import { endExpiredGrants } from "@/lib/domain/ssh/end-expired";
import { grantSsh } from "@/lib/domain/ssh/grant-ssh";
import { runSupervisor, type Supervisor } from "@/lib/runtime/supervisor";
import { given } from "@/lib/testing/given";
import { freePort } from "@/lib/testing/product";

process.env.MUSTER_DRIVER = "process";

describe.runIf(spawnSync("ssh", ["-V"]).status === 0)("SSH into an agent under the supervisor", () => {
  const folder = mkdtempSync(join(tmpdir(), "muster-granted-"));
  let supervisor: Supervisor;
  beforeAll(async () => {
    supervisor = await runSupervisor(() => undefined);
  }, 60_000);
  afterAll(async () => {
    await supervisor.stop();
    rmSync(folder, { recursive: true });
  }, 60_000);

  const ssh = (key: string, port: number, command: string) =>
    new Promise<{ code: number | null; said: string }>((resolve) => {
      const hosts = ["-o", "StrictHostKeyChecking=no", "-o", `UserKnownHostsFile=${join(folder, "known")}`];
      const options = ["-F", "/dev/null", "-i", key, "-o", "BatchMode=yes", "-o", "LogLevel=ERROR", ...hosts];
      const child = spawn("ssh", [...options, "-p", String(port), "developer@127.0.0.1", command]);
      let said = "";
      child.stdout.on("data", (part) => {
        said += part;
      });
      child.stdin.end();
      child.on("close", (code) => resolve({ code, said }));
    });

  test("a grant opens a running agent within seconds, and its end closes it and ends who is in", async () => {
    const { ctx } = await given.workspace();
    const agent = await given.agent(ctx);
    await db().agent.update({ where: { id: agent.id }, data: { cpu: 1, memoryMb: 1024 } });
    const where = { agent: byId(agent.id) };
    // Of this machine: other tests lease the first ports too, each from a database of its own.
    await db().runtime.create({ data: { agentId: agent.id, driver: "process", port: await freePort() } });
    await startRun(ctx, where);
    const { port, privateKey } = await grantSsh(ctx, { ...where, hours: 1, publicKey: null });
    const key = join(folder, "key");
    writeFileSync(key, privateKey ?? "", { mode: 0o600 });
    const enter = () => ssh(key, port, "echo in");
    await expect.poll(enter, { timeout: 10_000 }).toEqual({ code: 0, said: "in\n" });
    const inside = ssh(key, port, "echo in; sleep 60");
    await db().sshGrant.updateMany({ where: { agentId: agent.id }, data: { expiresAt: new Date(Date.now() - 1_000) } });
    expect(await endExpiredGrants(new Date())).toBe(1);
    expect(await inside).toMatchObject({ code: 255 });
    expect((await enter()).code).toBe(255);
    await stopRun(ctx, where);
  });
});
