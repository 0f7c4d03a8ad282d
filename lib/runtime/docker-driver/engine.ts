import { Agent } from "node:http";
import Dockerode from "dockerode";
import type { z } from "zod";
import { DriverFault } from "@/lib/runtime/driver";

/** Seconds that usual questions and those that move much may take. */
export const LIMITS = { question: 5_000, change: 20_000, image: 180_000 } as const;

export type Engine = {
  api: Dockerode;
  /** For the few questions that take no signal: its connections end by themselves when nothing comes. */
  brief: Dockerode;
  /** Runs one exchange with the engine within `limitMs`; the signal ends it. Throws DriverFault and nothing else. */
  ask: <T>(what: string, limitMs: number, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
};

/** The engine at an address such as unix:///var/run/docker.sock or tcp://host:2375; without one, where DOCKER_HOST points. Connects to nothing yet. */
export function openEngine(address?: string): Engine {
  const { socketPath, host, port } = placeOf(address);
  const secure = !address && process.env.DOCKER_TLS_VERIFY === "1";
  // A connection that is kept would be a broken one after the engine's restart.
  const agent = secure ? undefined : new Agent({ keepAlive: false });
  const place = { ...(socketPath ? { socketPath } : {}), ...(host ? { host, port, protocol: "http" as const } : {}) };
  const options: Dockerode.DockerOptions & { agent: Agent | undefined } = { ...place, agent };
  return { api: new Dockerode(options), brief: new Dockerode({ ...options, timeout: LIMITS.question }), ask };
}

function placeOf(address: string | undefined): { socketPath?: string; host?: string; port?: number } {
  if (!address) return {};
  if (address.startsWith("unix://")) return { socketPath: address.slice("unix://".length) };
  const { hostname, port } = new URL(address.replace(/^tcp:/, "http:"));
  return { host: hostname, port: Number(port || 2_375) };
}

async function ask<T>(what: string, limitMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const aborter = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DriverFault("unreachable", `The Docker Engine did not answer within ${limitMs / 1_000} s (${what})`));
      aborter.abort();
    }, limitMs);
  });
  const working = work(aborter.signal);
  // Whoever loses the race must not become an unhandled rejection.
  working.catch(() => undefined);
  try {
    return await Promise.race([working, late]);
  } catch (error) {
    throw faultOf(error, what);
  } finally {
    clearTimeout(timer);
  }
}

/** The HTTP status with which the engine answered, or undefined where it was something else that went wrong. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.cause !== undefined) return statusOf(error.cause);
  return "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : undefined;
}

/** A fault for people of whatever went wrong; what the engine answered stays its cause. */
export function faultOf(error: unknown, what: string): DriverFault {
  if (error instanceof DriverFault) return error;
  const status = statusOf(error);
  const fault =
    status === undefined
      ? new DriverFault("unreachable", `The Docker Engine is not reachable (${what}: ${reasonOf(error)})`)
      : new DriverFault("refused", reasonOf(error));
  fault.cause = error;
  return fault;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown reason";
  const json: unknown = "json" in error ? error.json : undefined;
  const said = typeof json === "object" && json !== null && "message" in json ? json.message : undefined;
  return (typeof said === "string" ? said : error.message).trim().slice(0, 500) || error.name;
}

/** What the engine said, in the shape that is expected of it. Throws `unreachable` for anything else: it is no engine that speaks so. */
export function read<T>(schema: z.ZodType<T>, said: unknown, what: string): T {
  const parsed = schema.safeParse(said);
  if (parsed.success) return parsed.data;
  throw new DriverFault("unreachable", `The Docker Engine answered something that is not its own (${what})`);
}

/** Runs the work and takes one of these statuses of the engine for done. */
export async function tolerate(statuses: readonly number[], work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!statuses.includes(statusOf(error) ?? 0)) throw error;
  }
}
