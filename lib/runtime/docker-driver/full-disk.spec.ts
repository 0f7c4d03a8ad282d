import { join } from "node:path";
import { describe, inject } from "vitest";
import { agentServerFile } from "@/lib/runtime/agent-server-bundle";
import { createDockerDriver } from "@/lib/runtime/docker-driver/docker-driver";
import { openEngine } from "@/lib/runtime/docker-driver/engine";
import { volumesOf } from "@/lib/runtime/docker-driver/names";
import { ownImage } from "@/lib/runtime/docker-driver/root-file-system";
import { describeFullDisk } from "@/lib/runtime/full-disk-suite";

const engine = inject("engine");

describe.runIf("address" in engine)("workspaces without room", () => {
  describeFullDisk("docker driver", async () => {
    const address = "address" in engine ? engine.address : undefined;
    const { DockerRootDir } = await openEngine(address).api.info();
    const image = ownImage(await agentServerFile(false));
    return {
      driver: createDockerDriver({ address, installation: `full-${process.pid}`, image }),
      placeOf: (agentId) => join(DockerRootDir, "volumes", volumesOf(agentId).workspace, "_data"),
    };
  });
});
