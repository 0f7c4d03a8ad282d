import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { mountSmallDisk, noSmallDisk } from "@/lib/testing/small-disk";
import { agentServerFile } from "../agent-server-bundle";
import { describeDriver, givenBoot, givenSpec } from "../driver-suite";
import { findPythons } from "../find-python";
import { describeFullDisk } from "../full-disk-suite";
import { isolations, temporaryFolder } from "../given-agent";
import { createProcessDriver } from "./create-process-driver";

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = async (isolation: (typeof isolations)[number], root: string) =>
  createProcessDriver({
    ...{ isolation, root, node: process.execPath },
    pythons: await findPythons(),
    serverFile: await agentServerFile(false),
  });

for (const isolation of isolations) {
  const root = join(folder, isolation.mode);
  const title = `process driver, ${isolation.mode}`;
  describeDriver(title, () => open(isolation, root));
  describeFullDisk(title, async () => ({
    driver: await open(isolation, root),
    placeOf: (agentId) => join(root, agentId),
  }));

  test.skipIf(noSmallDisk() !== null)(
    `${title}: where no workspace can be made a start is refused and says why`,
    async () => {
      const small = join(folder, `${isolation.mode}-small`);
      mkdirSync(small, { mode: 0o711 });
      const disk = mountSmallDisk(small, "1m,nr_inodes=3");
      const driver = await open(isolation, small);
      const spec = givenSpec();
      try {
        const refused = { kind: "refused", message: expect.stringContaining("the disk is full") };
        await expect(driver.start(spec, givenBoot(spec))).rejects.toMatchObject(refused);
        expect(await driver.list()).toEqual([]);
        disk.resize("1m,nr_inodes=100");
        expect(await driver.start(spec, givenBoot(spec))).toMatchObject({ state: "running" });
      } finally {
        await driver.close();
        disk.unmount();
      }
    },
  );
}
