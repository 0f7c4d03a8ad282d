import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { type Engine, LIMITS } from "@/lib/runtime/docker-driver/engine";
import { findContainers } from "@/lib/runtime/docker-driver/find-containers";
import { LABEL } from "@/lib/runtime/docker-driver/names";
import { createLineSplitter } from "@/lib/runtime/line-splitter";

const EVENTS = ["start", "die", "oom", "stop", "kill", "destroy", "rename", "pause", "unpause"];
const LONGEST_PAUSE_MS = 3_000;
const PULSE_MS = 3_000;

const event = z.object({ Actor: z.object({ Attributes: z.record(z.string(), z.string()) }) });

/**
 * Says which agents' runs may have changed, from the engine's events. After every gap all are named once, and a stream that
 * has gone silent because the engine hangs is dropped. Never throws.
 */
export async function watchEvents(
  engine: Engine,
  installation: string,
  changed: (agentId: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const known = new Set<string>();
  const tell = (agentId: string) => {
    known.add(agentId);
    changed(agentId);
  };
  for (let failures = 0, first = true; !signal.aborted; failures += 1, first = false) {
    try {
      const events = await openEvents(engine, installation);
      failures = 0;
      if (!first) await nameAll(engine, installation, known, tell);
      await pass(engine, events, tell, signal);
    } catch {
      // Tried again.
    }
    await pause(Math.min(200 * 2 ** failures, LONGEST_PAUSE_MS), undefined, { signal }).catch(() => undefined);
  }
}

/** What is there, and what was there before: it may have gone meanwhile. */
async function nameAll(
  engine: Engine,
  installation: string,
  known: Set<string>,
  changed: (agentId: string) => void,
): Promise<void> {
  const present = await findContainers(engine, installation);
  const all = new Set([...known, ...present.map(({ agentId }) => agentId)]);
  known.clear();
  for (const agentId of all) changed(agentId);
}

async function openEvents({ api, ask }: Engine, installation: string): Promise<Readable> {
  const filters = { type: ["container" as const], event: EVENTS, label: [`${LABEL.installation}=${installation}`] };
  const source = await ask("events", LIMITS.question, (abortSignal) => api.getEvents({ filters, abortSignal }));
  if (!(source instanceof Readable)) throw new Error("no stream");
  return source;
}

/** Passes events on until the stream ends, is garbled, or the engine no longer answers beside it. */
async function pass(
  engine: Engine,
  source: Readable,
  changed: (agentId: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const end = () => source.destroy();
  const pulse = setInterval(() => {
    engine.ask("ping", PULSE_MS, () => engine.brief.ping()).catch(end);
  }, PULSE_MS);
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  try {
    const lines = createLineSplitter((line) => {
      if (line.trim() === "") return;
      const { Actor } = event.parse(JSON.parse(line));
      const agentId = Actor.Attributes[LABEL.agent];
      if (agentId) changed(agentId);
    });
    for await (const chunk of source) lines.write(chunk);
  } finally {
    clearInterval(pulse);
    signal.removeEventListener("abort", end);
    source.destroy();
  }
}
