import type Dockerode from "dockerode";
import { z } from "zod";
import type { AgentImage } from "@/lib/runtime/docker-driver/agent-image";
import { buildContainerSpec } from "@/lib/runtime/docker-driver/build-container-spec";
import { observedRun } from "@/lib/runtime/docker-driver/container-facts";
import { type Engine, LIMITS, read, statusOf, tolerate } from "@/lib/runtime/docker-driver/engine";
import { findContainers } from "@/lib/runtime/docker-driver/find-containers";
import { WORKSPACE } from "@/lib/runtime/docker-driver/names";
import { ownedFolders, sharedFolders } from "@/lib/runtime/docker-driver/volume-owners";
import type { BootDocument, ObservedRun, RunSpec } from "@/lib/runtime/driver";

export type Start = { engine: Engine; installation: string; image: AgentImage; spec: RunSpec; boot: BootDocument };

const DOOR_OPENS_MS = 10_000;
const host = z.object({ NCPU: z.number(), MemTotal: z.number() });

/** Makes an agent's container anew and starts it. Whatever goes wrong on the way, nothing is left but the workspace. */
export async function startContainer(start: Start): Promise<ObservedRun> {
  const { engine, installation, spec } = start;
  for (const { id } of await findContainers(engine, installation, spec.agentId)) await removeContainer(engine, id);
  const container = await createContainer(start);
  try {
    await giveFolders(engine, container, spec);
    await startWith(engine, container, start.boot);
    return await awaitDoor(engine, container);
  } catch (error) {
    await removeContainer(engine, container.id).catch(() => undefined);
    throw error;
  }
}

/** Removes a container, running or not; its volumes stay. */
export async function removeContainer(engine: Engine, id: string): Promise<void> {
  const gone = engine.ask("remove", LIMITS.change, (abortSignal) =>
    engine.api.getContainer(id).remove({ force: true, v: false, abortSignal }),
  );
  await tolerate([404, 409], gone);
}

async function createContainer({ engine, installation, image, spec }: Start): Promise<Dockerode.Container> {
  const { api, brief, ask } = engine;
  const { NCPU, MemTotal } = read(host, await ask("info", LIMITS.question, () => brief.info()), "info");
  const plan = { spec, imageId: image.id, imageVersion: image.version, installation };
  const body = buildContainerSpec({ ...plan, host: { cpus: NCPU, memoryBytes: MemTotal } });
  const create = (name: string | undefined) =>
    ask("create", LIMITS.change, (abortSignal) => api.createContainer({ ...body, name, abortSignal }));
  try {
    return await create(body.name);
  } catch (error) {
    // Somebody else's container has the name, and names are for show only.
    if (statusOf(error) !== 409) throw error;
    return create(`${body.name}-${Date.now().toString(36)}`);
  }
}

async function giveFolders({ ask }: Engine, container: Dockerode.Container, spec: RunSpec): Promise<void> {
  const folders = sharedFolders(spec);
  if (folders.length === 0) return;
  const archive = Buffer.concat([ownedFolders(folders), Buffer.alloc(1_024)]);
  await ask("folders", LIMITS.change, (abortSignal) => container.putArchive(archive, { path: WORKSPACE, abortSignal }));
}

/** The document goes through the attached standard input, which ends with it. */
async function startWith({ ask }: Engine, container: Dockerode.Container, boot: BootDocument): Promise<void> {
  const attachment = { stream: true, stdin: true, stdout: false, stderr: false, hijack: true };
  const input = await ask("attach", LIMITS.question, (abortSignal) => container.attach({ ...attachment, abortSignal }));
  input.on("error", () => undefined);
  try {
    await ask("start", LIMITS.change, (abortSignal) => container.start({ abortSignal }));
    await ask(
      "boot document",
      LIMITS.change,
      () => new Promise<void>((resolve) => input.end(JSON.stringify(boot), resolve)),
    );
  } catch (error) {
    if ("destroy" in input && typeof input.destroy === "function") input.destroy();
    throw error;
  }
}

/** Waits until the agent server answers, the run has ended, or it has had time enough. */
async function awaitDoor(engine: Engine, container: Dockerode.Container): Promise<ObservedRun> {
  const until = Date.now() + DOOR_OPENS_MS;
  for (;;) {
    const run = await inspectContainer(engine, container.id);
    if (run.state !== "running" || Date.now() > until || (run.door && (await answers(run.door)))) return run;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The run of a container. Throws a fault whose status is 404 when it is gone. */
export async function inspectContainer(
  { api, ask }: Engine,
  id: string,
  endedByUs: (containerId: string) => boolean = () => false,
): Promise<ObservedRun> {
  const said: unknown = await ask("inspect", LIMITS.question, (abortSignal) =>
    api.getContainer(id).inspect({ abortSignal }),
  );
  return observedRun(said, endedByUs);
}

async function answers(door: string): Promise<boolean> {
  try {
    const answer = await fetch(`${door}/health`, { signal: AbortSignal.timeout(1_000) });
    await answer.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
