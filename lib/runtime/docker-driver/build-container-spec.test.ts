import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildContainerSpec, type ContainerPlan } from "@/lib/runtime/docker-driver/build-container-spec";
import type { RunSpec } from "@/lib/runtime/driver";

const GIGABYTE = 1024 ** 3;
const spec: RunSpec = {
  agentId: "agt_01JQ7W5D9K",
  name: "research-agent",
  cpu: 2,
  memoryBytes: 4 * GIGABYTE,
  sshPort: 2222,
  exposes: true,
  consumes: [{ sourceId: "agt_01JQ7W5D9L", name: "data-agent" }],
};
const plan = (more: Partial<RunSpec> = {}, others: Partial<ContainerPlan> = {}): ContainerPlan => ({
  spec: { ...spec, ...more },
  imageId: `sha256:${"a".repeat(64)}`,
  imageVersion: "1.4.0",
  installation: "one",
  host: { cpus: 8, memoryBytes: 64 * GIGABYTE },
  ...others,
});

test("the body of a container that has everything", () => {
  expect(buildContainerSpec(plan())).toMatchSnapshot();
});

test("the body of a container that has nothing", () => {
  expect(buildContainerSpec(plan({ sshPort: null, exposes: false, consumes: [] }))).toMatchSnapshot();
});

test("whatever is asked for, nothing of the host is given", () => {
  const name = fc.string();
  const consumes: RunSpec["consumes"] = [{ sourceId: "agt_01JQ7W5D9L", name: "data-agent" }];
  const anything = fc.record({
    name,
    cpu: fc.double({ min: 0.01, max: 1_000, noNaN: true }),
    memoryBytes: fc.integer({ min: 16 * 1024 * 1024, max: 2 ** 40 }),
    sshPort: fc.option(fc.integer({ min: 1_024, max: 65_535 }), { nil: null }),
    exposes: fc.boolean(),
    consumes: fc.constant(consumes),
  });
  fc.assert(
    fc.property(anything, (more) => {
      const { HostConfig: host, User, Image, name: shown } = buildContainerSpec(plan(more));
      expect(host).toMatchObject({
        Privileged: false,
        CapAdd: [],
        CapDrop: ["ALL"],
        ReadonlyRootfs: true,
        Binds: [],
        Devices: [],
      });
      expect(host).toMatchObject({
        SecurityOpt: ["no-new-privileges"],
        NetworkMode: "bridge",
        PidMode: "",
        UsernsMode: "",
      });
      expect(host?.MemorySwap).toBe(host?.Memory);
      expect(host?.Memory).toBeLessThanOrEqual(64 * GIGABYTE);
      expect(host?.NanoCpus).toBeLessThanOrEqual(8e9);
      expect(
        host?.Mounts?.every(({ Type, Source }) => Type === "volume" && /^muster-agt_\w+(-\w+)?$/.test(Source)),
      ).toBe(true);
      expect([User, Image]).toEqual(["1000:1000", `sha256:${"a".repeat(64)}`]);
      expect(shown).toMatch(/^[a-z0-9][a-z0-9_-]+$/);
    }),
  );
});

describe("what cannot be is refused", () => {
  test.each([
    ["negative CPU", { cpu: -1 }],
    ["no CPU", { cpu: 0 }],
    ["CPU that is no number", { cpu: Number.NaN }],
    ["a billion CPUs", { cpu: 1e9 }],
    ["a kilobyte", { memoryBytes: 1_024 }],
    ["memory that is no number", { memoryBytes: Number.NaN }],
    ["no end of memory", { memoryBytes: Number.POSITIVE_INFINITY }],
    ["half a byte", { memoryBytes: GIGABYTE + 0.5 }],
    ["a port of the system", { sshPort: 22 }],
    ["a port beyond the last", { sshPort: 70_000 }],
    ["a mount that climbs", { consumes: [{ sourceId: "agt_1", name: "../etc" }] }],
    ["a mount with a colon", { consumes: [{ sourceId: "agt_1", name: "a:b" }] }],
    ["a mount with a slash", { consumes: [{ sourceId: "agt_1", name: "a/b" }] }],
    [
      "two mounts in one place",
      {
        consumes: [
          { sourceId: "agt_1", name: "a" },
          { sourceId: "agt_2", name: "a" },
        ],
      },
    ],
    ["the engine's own socket as a source", { consumes: [{ sourceId: "/var/run/docker.sock", name: "a" }] }],
    ["an id that is a path", { agentId: "../../etc" }],
  ])("%s", (_, more) => {
    expect(() => buildContainerSpec(plan(more))).toThrow();
  });

  test("an image that is only a name", () => {
    expect(() => buildContainerSpec(plan({}, { imageId: "alpine:latest" }))).toThrow(/digest/);
  });
});
