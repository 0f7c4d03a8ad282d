import { appendFileSync } from "node:fs";
import { afterAll, describe, expect, inject, test } from "vitest";
import { importAgentImage } from "@/lib/runtime/docker-driver/agent-image";
import { createDockerDriver } from "@/lib/runtime/docker-driver/docker-driver";
import { openEngine } from "@/lib/runtime/docker-driver/engine";
import { ownImage } from "@/lib/runtime/docker-driver/root-file-system";
import { bootDocument, runSpec } from "@/lib/testing/docker/engine-scene";
import { smallAgent } from "@/lib/testing/docker/small-agent";

const engine = inject("engine");
const address = "address" in engine ? engine.address : "unix:///nowhere";
const repository = `muster-old-${process.pid}`;
const stranger = `muster-stranger-${process.pid}:latest`;

describe.runIf("address" in engine)("images of earlier agent servers", () => {
  const open = openEngine(address);
  const { api } = open;
  const spec = runSpec();
  /** An image of an agent server that no other has. */
  const version = (tag: string, name = `${repository}:${tag}`) => {
    const file = smallAgent();
    appendFileSync(file, `// ${tag}\n`);
    return { ...ownImage(file), name };
  };
  const names = async () =>
    (await api.listImages())
      .flatMap(({ RepoTags }) => RepoTags ?? [])
      .filter((tag) => tag.startsWith(repository))
      .sort();

  afterAll(async () => {
    const left = [...(await names()), stranger];
    await Promise.allSettled(left.map((name) => api.getImage(name).remove({ force: true })));
  });

  test("go when a new one is made, but not what a container uses, what is new, and what has another name", async () => {
    const used = version("used");
    await importAgentImage(open, version("other", stranger), 0);
    await importAgentImage(open, used, 0);
    const driver = createDockerDriver({ address, installation: repository, image: used });
    await driver.start(spec, bootDocument(spec));
    await importAgentImage(open, version("two"), 0);
    await importAgentImage(open, version("three"));
    // Within the hour nothing goes.
    expect(await names()).toEqual([`${repository}:three`, `${repository}:two`, `${repository}:used`]);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await importAgentImage(open, version("four"), 0);
    expect(await names()).toEqual([`${repository}:four`, `${repository}:used`]);
    await driver.remove(spec.agentId);
    await driver.removeWorkspace(spec.agentId);
    await importAgentImage(open, version("five"), 0);
    expect(await names()).not.toContain(`${repository}:used`);
    expect((await api.getImage(stranger).inspect()).Id).toMatch(/^sha256:/);
  }, 120_000);
});
