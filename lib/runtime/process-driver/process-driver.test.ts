import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "vitest";
import { agentServerFile } from "../agent-server-bundle";
import { describeDriver } from "../driver-suite";
import { findPythons } from "../find-python";
import { isolations, temporaryFolder } from "../given-agent";
import { createProcessDriver } from "./create-process-driver";

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const isolation of isolations) {
  describeDriver(`process driver, ${isolation.mode}`, async () => {
    return createProcessDriver({
      isolation,
      pythons: await findPythons(),
      root: join(folder, isolation.mode),
      serverFile: await agentServerFile(false),
      node: process.execPath,
    });
  });
}
