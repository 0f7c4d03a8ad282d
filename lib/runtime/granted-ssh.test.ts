import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { byId } from "@/lib/domain/agents/rules";
import { removeMember } from "@/lib/domain/members/remove-member";
import { updateMember } from "@/lib/domain/members/update-member";
import { startRun } from "@/lib/domain/runs/start-run";
import { stopRun } from "@/lib/domain/runs/stop-run";
import { updateShare } from "@/lib/domain/shares/update-share";
import { endExpiredGrants } from "@/lib/domain/ssh/end-expired";
import { grantSsh } from "@/lib/domain/ssh/grant-ssh";
import { deleteUser } from "@/lib/domain/users/delete-user";
import { updateUser } from "@/lib/domain/users/update-user";
import { runSupervisor, type Supervisor } from "@/lib/runtime/supervisor";
import { given, type Person } from "@/lib/testing/given";
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

  /** A running agent of an owner. */
  async function running() {
    const { workspace, owner } = await given.workspace();
    const agent = await given.agent(owner.ctx);
    await db().agent.update({ where: { id: agent.id }, data: { cpu: 1, memoryMb: 1024 } });
    const where = { agent: byId(agent.id) };
    // Of this machine: other tests lease the first ports too, each from a database of its own.
    await db().runtime.create({ data: { agentId: agent.id, driver: "process", port: await freePort() } });
    await startRun(owner.ctx, where);
    return { workspace, owner, agentId: agent.id, where, stop: () => stopRun(owner.ctx, where) };
  }
  type Scene = Awaited<ReturnType<typeof running>>;

  /** Somebody who is in, by a grant of their own. */
  async function inside({ where }: Scene, { ctx, id }: Person) {
    const { port, privateKey } = await grantSsh(ctx, { ...where, hours: 1, publicKey: null });
    const key = join(folder, id);
    writeFileSync(key, privateKey ?? "", { mode: 0o600 });
    const enter = () => ssh(key, port, "echo in");
    await expect.poll(enter, { timeout: 10_000 }).toEqual({ code: 0, said: "in\n" });
    const staying = ssh(key, port, "echo in; sleep 60");
    return { enter, staying };
  }

  test("a grant opens a running agent within seconds, and its end closes it and ends who is in", async () => {
    const scene = await running();
    const { enter, staying } = await inside(scene, scene.owner);
    const ended = { expiresAt: new Date(Date.now() - 1_000) };
    await db().sshGrant.updateMany({ where: { agentId: scene.agentId }, data: ended });
    expect(await endExpiredGrants(new Date())).toBe(1);
    expect(await staying).toMatchObject({ code: 255 });
    expect((await enter()).code).toBe(255);
    await scene.stop();
  });

  const asAdmin = ({ workspace }: Scene) => given.member(workspace, { role: "admin" });
  const root = async () => (await given.outsider({ instanceAdmin: true })).ctx;
  type Loss = { what: string; who: (scene: Scene) => Promise<Person>; lose: (scene: Scene, id: string) => unknown };
  const losses: Loss[] = [
    {
      what: "a membership",
      who: asAdmin,
      lose: ({ owner, workspace }, userId) => removeMember(owner.ctx, { workspace: workspace.slug, userId }),
    },
    {
      what: "a role",
      who: asAdmin,
      lose: ({ owner, workspace }, userId) =>
        updateMember(owner.ctx, { workspace: workspace.slug, userId, role: "viewer" }),
    },
    { what: "an account", who: asAdmin, lose: async (_, id) => updateUser(await root(), { id, disabled: true }) },
    {
      what: "a deleted account",
      who: asAdmin,
      lose: async (_, id) => deleteUser(await root(), { id }),
    },
    {
      what: "the administration of the instance",
      who: () => given.outsider({ instanceAdmin: true }),
      lose: async (_, id) => updateUser(await root(), { id, instanceAdmin: false }),
    },
    {
      what: "a share",
      who: async ({ agentId }) => {
        const guest = await given.outsider();
        await given.share(agentId, guest, "editor");
        return guest;
      },
      lose: async ({ owner, agentId }, userId) => {
        const { id } = await db().share.findFirstOrThrow({ where: { agentId, userId } });
        await updateShare(owner.ctx, { id, changes: { role: "operator" } });
      },
    },
  ];

  test("losing what one edits an agent by ends one's grants and who is in; others stay", async () => {
    const scene = await running();
    const other = await inside(scene, scene.owner);
    for (const { what, who, lose } of losses) {
      const person = await who(scene);
      const { enter, staying } = await inside(scene, person);
      const lost = Date.now();
      await lose(scene, person.id);
      expect(await staying, what).toMatchObject({ code: 255 });
      expect(Date.now() - lost, what).toBeLessThan(5_000);
      expect((await enter()).code, what).toBe(255);
      expect(await db().sshGrant.count({ where: { userId: person.id } }), what).toBe(0);
    }
    expect((await other.enter()).code).toBe(0);
    await scene.stop();
    await other.staying;
  }, 120_000);
});
