import { z } from "zod";
import { read } from "@/lib/runtime/docker-driver/engine";
import { DOOR_PORT, LABEL } from "@/lib/runtime/docker-driver/names";
import type { ObservedRun, RunSpec } from "@/lib/runtime/driver";

const inspected = z.object({
  Id: z.string().min(12),
  State: z.object({
    Status: z.string(),
    ExitCode: z.number().optional(),
    OOMKilled: z.boolean().optional(),
    StartedAt: z.string().optional(),
    Error: z.string().optional(),
  }),
  Config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }),
  NetworkSettings: z
    .object({ Ports: z.record(z.string(), z.array(z.object({ HostPort: z.string() })).nullish()).nullish() })
    .nullish(),
});

const runSpec: z.ZodType<RunSpec> = z.object({
  agentId: z.string(),
  name: z.string(),
  cpu: z.number(),
  memoryBytes: z.number(),
  sshPort: z.number().nullable(),
  exposes: z.boolean(),
  consumes: z.array(z.object({ sourceId: z.string(), name: z.string() })),
});

/** What an inspected container says about its agent's run. `stopped` when we were the ones who ended it. */
export function observedRun(said: unknown, endedByUs: (containerId: string) => boolean): ObservedRun {
  const { Id, State, Config, NetworkSettings } = read(inspected, said, "inspect");
  const labels = Config.Labels ?? {};
  const running = ["running", "paused", "restarting"].includes(State.Status);
  const ended = ["exited", "dead", "removing"].includes(State.Status);
  const port = NetworkSettings?.Ports?.[DOOR_PORT]?.[0]?.HostPort;
  return {
    agentId: labels[LABEL.agent] ?? "",
    state: running ? "running" : ended && !endedByUs(Id) ? "exited" : "stopped",
    containerId: Id.slice(0, 12),
    imageVersion: labels[LABEL.imageVersion] ?? null,
    exitCode: ended ? (State.ExitCode ?? null) : null,
    outOfMemory: State.OOMKilled ?? false,
    startedAt: timeOf(State.StartedAt),
    door: running && port ? `http://127.0.0.1:${port}` : null,
    spec: specOf(labels[LABEL.spec]),
  };
}

/** The engine writes the year 1 for never. */
function timeOf(text: string | undefined): Date | null {
  const at = new Date(text ?? Number.NaN);
  return Number.isNaN(at.getTime()) || at.getTime() <= 0 ? null : at;
}

function specOf(label: string | undefined): RunSpec | null {
  try {
    return runSpec.parse(JSON.parse(label ?? "null"));
  } catch {
    return null;
  }
}
