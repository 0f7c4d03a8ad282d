import { afterAll, beforeAll, expect, test } from "vitest";
import { inject } from "@/lib/contracts/fleet/endpoints/credentials";
import { addFolder, store, tree } from "@/lib/contracts/fleet/endpoints/files";
import { start, stop } from "@/lib/contracts/fleet/endpoints/runs";
import { db } from "@/lib/db";
import { dataPath } from "@/lib/env";
import { runSupervisor, type Supervisor } from "@/lib/runtime/supervisor";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";
import { mountSmallDisk, noSmallDisk } from "@/lib/testing/small-disk";
import { auditOf } from "@/lib/testing/traces";

const MIB = 1024 * 1024;
const reason = noSmallDisk();

let supervisor: Supervisor;
beforeAll(async () => {
  supervisor = await runSupervisor(() => undefined);
}, 60_000);
afterAll(() => supervisor.stop(), 60_000);

test.skipIf(reason !== null)(
  `a full disk is 507 for whoever uploads, with the reason, no audit row and nothing half there; the supervisor goes on${reason ? ` (${reason})` : ""}`,
  async () => {
    const { owner } = await given.workspace();
    const { id, name: agent } = await given.agent(owner.ctx);
    await db().agent.update({ where: { id }, data: { cpu: 1, memoryMb: 1024 } });
    const one = { as: owner, params: { agent } };
    const upload = (path: string, mib: number) =>
      call(store, { ...one, query: { path }, file: new Uint8Array(mib * MIB).fill(7) });
    await call(start, one);
    await call(stop, one);
    const disk = mountSmallDisk(dataPath("workspaces", id), "8m,nr_inodes=4");
    try {
      expect(await call(start, one)).toMatchObject({ status: 200 });
      expect(await upload("first.bin", 5)).toMatchObject({ status: 200 });
      const full = (path: string) => ({ status: 507, body: { detail: `'${path}' does not fit: the disk is full` } });
      expect(await upload("second.bin", 6)).toMatchObject(full("second.bin"));
      expect(await call(addFolder, { ...one, query: { path: "a/b/c" } })).toMatchObject(full("a/b/c"));
      const held = await call(inject, { ...one, json: { files: { ".env": "A=1", ".mcp.json": "{}" } } });
      expect(held).toMatchObject({ status: 507, body: { detail: expect.stringContaining("the disk is full") } });
      const uploads = (await auditOf(id)).filter(({ action }) => action === "file.uploaded");
      expect(uploads).toHaveLength(1);
      expect(await call(tree, one)).toMatchObject({ status: 200, body: { total_files: 1 } });
      disk.resize("16m,nr_inodes=100");
      expect(await upload("second.bin", 6)).toMatchObject({ status: 200 });
      expect(await supervisor.driver.observe(id)).toMatchObject({ state: "running" });
    } finally {
      await call(stop, one);
      disk.unmount();
    }
  },
);
