import { type AgentImageSource, ensureAgentImage } from "@/lib/runtime/docker-driver/agent-image";
import { type CpuSample, runStats } from "@/lib/runtime/docker-driver/container-stats";
import { type Engine, LIMITS, openEngine, statusOf, tolerate } from "@/lib/runtime/docker-driver/engine";
import { findContainers } from "@/lib/runtime/docker-driver/find-containers";
import { followOutput } from "@/lib/runtime/docker-driver/follow-output";
import { inParallel } from "@/lib/runtime/docker-driver/in-parallel";
import { containerName, volumesOf } from "@/lib/runtime/docker-driver/names";
import { inspectContainer, removeContainer, startContainer } from "@/lib/runtime/docker-driver/start-container";
import { createVolumeRemover } from "@/lib/runtime/docker-driver/volume-remover";
import { watchEvents } from "@/lib/runtime/docker-driver/watch-events";
import { DriverFault, type ObservedRun, type RunStats, type RuntimeDriver } from "@/lib/runtime/driver";
import { isPortFree } from "@/lib/runtime/port-free";

export type DockerDriverOptions = {
  /** unix:///…, tcp://…; without it where DOCKER_HOST points, else the usual socket. */
  address?: string;
  /** Tells this Muster's containers from those of another on the same engine. */
  installation: string;
  image: AgentImageSource;
};

const AT_ONCE = 16;
const STATS_AT_ONCE = 64;

/** Runs agents as containers of a Docker Engine (API 1.41 and later). Connects when it is first asked something. */
export function createDockerDriver({ address, installation, image }: DockerDriverOptions): RuntimeDriver {
  const engine = openEngine(address);
  const endedByUs = new Set<string>();
  const samples = new Map<string, CpuSample>();
  const volumes = createVolumeRemover(engine);
  const containers = (agentId?: string) => findContainers(engine, installation, agentId);
  const observed = (id: string) => inspectContainer(engine, id, (one) => endedByUs.has(one));

  return {
    name: "docker",
    isolation: "container",
    ping: () => engineVersion(engine),
    start: async (spec, boot) =>
      startContainer({ engine, installation, spec, boot, image: await ensureAgentImage(engine, image) }),
    // An engine elsewhere publishes ports of its own machine, and refuses those that are taken.
    isPortFree: async (port) => !isLocal(address) || isPortFree(port),
    stop: async (agentId, graceMs) => {
      for (const { id } of await containers(agentId)) {
        await stopContainer(engine, id, graceMs);
        endedByUs.add(id);
      }
    },
    remove: async (agentId) => {
      for (const { id } of await containers(agentId)) {
        await removeContainer(engine, id);
        endedByUs.delete(id);
      }
      await volumes.again();
    },
    removeWorkspace: (agentId) => volumes.remove(Object.values(volumesOf(agentId))),
    rename: async (agentId, name) => {
      for (const found of await containers(agentId)) await renameContainer(engine, found, containerName(name, agentId));
    },
    observe: async (agentId) => {
      const [found] = await containers(agentId);
      return found ? orNull(observed(found.id)) : null;
    },
    list: async () => {
      const runs = await inParallel(await containers(), AT_ONCE, ({ id }) => orNull(observed(id)));
      return runs.filter((run) => run !== null);
    },
    watch: (changed, signal) => void watchEvents(engine, installation, changed, signal),
    stats: async (agentIds) => {
      const wanted = new Set(agentIds);
      const running = (await containers()).filter(({ agentId, running }) => running && wanted.has(agentId));
      for (const id of samples.keys()) if (!running.some((one) => one.id === id)) samples.delete(id);
      const measured = await inParallel(running, STATS_AT_ONCE, ({ id }) => measure(engine, id, samples));
      const pairs = running.map(({ agentId }, at): [string, RunStats | null] => [agentId, measured[at] ?? null]);
      return new Map(pairs.filter((pair): pair is [string, RunStats] => pair[1] !== null));
    },
    output: (agentId, since, signal) =>
      followOutput(engine, async () => (await containers(agentId))[0]?.id ?? null, since, signal),
    close: async () => undefined,
  };
}

const isLocal = (address = process.env.DOCKER_HOST) => !address || address.startsWith("unix:");

async function engineVersion({ brief, ask }: Engine): Promise<string | null> {
  const said = await ask("version", LIMITS.question, () => brief.version());
  if (typeof said?.Version !== "string") {
    throw new DriverFault("unreachable", "The Docker Engine answered something that is not its own (version)");
  }
  return said.Version;
}

/** What is gone when it is looked at was not there. */
async function orNull(looking: Promise<ObservedRun>): Promise<ObservedRun | null> {
  try {
    return await looking;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

async function stopContainer({ api, ask }: Engine, id: string, graceMs: number): Promise<void> {
  const t = Math.ceil(graceMs / 1_000);
  const stopping = ask("stop", graceMs + LIMITS.change, (abortSignal) => api.getContainer(id).stop({ t, abortSignal }));
  await tolerate([304, 404], stopping);
}

async function renameContainer({ api, ask }: Engine, found: { id: string; name: string }, name: string): Promise<void> {
  if (found.name === name) return;
  const renaming = ask("rename", LIMITS.change, (abortSignal) =>
    api.getContainer(found.id).rename({ name, abortSignal }),
  );
  // A name that somebody else has is not worth a fault: it is for show.
  await tolerate([404, 409], renaming);
}

/** One look without waiting once there is an earlier one to compare with; null where it ended meanwhile. */
async function measure(engine: Engine, id: string, samples: Map<string, CpuSample>): Promise<RunStats | null> {
  const before = samples.get(id);
  const options = { stream: false, ...(before ? { "one-shot": true } : {}) } as const;
  try {
    const said: unknown = await engine.ask("stats", LIMITS.question, (abortSignal) =>
      engine.api.getContainer(id).stats({ ...options, abortSignal } as typeof options),
    );
    const measured = runStats(said, before);
    if (measured) samples.set(id, measured.sample);
    return measured?.stats ?? null;
  } catch (error) {
    if (error instanceof DriverFault && (error.kind === "unreachable" || statusOf(error) === 404)) return null;
    throw error;
  }
}
