import { expect, test } from "vitest";
import { isAllowedImage } from "@/lib/domain/instance/rules";
import { createDockerDriver } from "@/lib/runtime/docker-driver/docker-driver";
import { givenBoot, givenSpec } from "@/lib/runtime/driver-suite";

const name = "ghcr.io/acme/agent:1.2";
const start = (allowed: string[]) => {
  const image = { name, make: null, allowed: async () => allowed };
  const spec = givenSpec();
  return createDockerDriver({ address: "unix:///nowhere", installation: "test", image }).start(spec, givenBoot(spec));
};

test("an image outside the allow list is refused before the engine is asked; one on it is looked for", async () => {
  await expect(start(["ghcr.io/acme/other:1.2", "ghcr.io/acme/agent:1.3"])).rejects.toMatchObject({
    kind: "refused",
    message: expect.stringContaining(`${name} is not on this instance's list of allowed images`),
  });
  await expect(start([name])).rejects.toMatchObject({ kind: "unreachable" });
  await expect(start([])).rejects.toMatchObject({ kind: "unreachable" });
});

test.each([
  ["acme/agent", ["acme/agent:latest"], true],
  ["registry:5000/agent", ["registry:5000/agent:latest"], true],
  ["acme/agent:2", ["acme/agent"], false],
  ["acme/agent", ["acme/agent-evil"], false],
])("%s with the list %j: %j", (image, allowed, expected) => {
  expect(isAllowedImage(image, allowed)).toBe(expected);
});
