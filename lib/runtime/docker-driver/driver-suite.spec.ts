import { describe, inject } from "vitest";
import { agentServerFile } from "@/lib/runtime/agent-server-bundle";
import { createDockerDriver } from "@/lib/runtime/docker-driver/docker-driver";
import { ownImage } from "@/lib/runtime/docker-driver/root-file-system";
import { describeDriver } from "@/lib/runtime/driver-suite";

const engine = inject("engine");

describe.runIf("address" in engine)("what every driver must do", () => {
  describeDriver("docker driver", async () => {
    const address = "address" in engine ? engine.address : undefined;
    const image = ownImage(await agentServerFile(false));
    return createDockerDriver({ address, installation: `suite-${process.pid}`, image });
  });
});
