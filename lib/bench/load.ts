import { Agent, request } from "node:http";

export type Shot = { method: "GET" | "POST"; path: string; headers?: Record<string, string>; body?: Buffer };
export type Target = { name: string; url: string; next: () => Shot };
export type Measured = {
  requests: number;
  seconds: number;
  perSecond: number;
  p50: number;
  p99: number;
  bytes: number;
  failures: number;
};

function fire(agent: Agent, base: URL, shot: Shot): Promise<{ ok: boolean; bytes: number }> {
  return new Promise((resolve) => {
    const headers = { ...shot.headers, ...(shot.body ? { "content-length": String(shot.body.length) } : {}) };
    const options = { agent, host: base.hostname, port: base.port, method: shot.method, path: shot.path, headers };
    const outgoing = request(options, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on("end", () => resolve({ ok: response.statusCode === 200, bytes }));
      response.on("error", () => resolve({ ok: false, bytes }));
    });
    outgoing.on("error", () => resolve({ ok: false, bytes: 0 }));
    outgoing.end(shot.body);
  });
}

const quantile = (sorted: number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;

/** Fires at a target with so many connections until time or the number of requests is used up. */
export async function load(
  target: Target,
  limits: { connections: number; seconds: number; most?: number },
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: limits.connections });
  const base = new URL(target.url);
  const times: number[] = [];
  let bytes = 0;
  let failures = 0;
  let left = limits.most ?? Number.POSITIVE_INFINITY;
  const began = performance.now();
  const until = began + limits.seconds * 1000;
  const worker = async () => {
    while (performance.now() < until && left > 0) {
      left -= 1;
      const start = performance.now();
      const done = await fire(agent, base, target.next());
      times.push(performance.now() - start);
      bytes += done.bytes;
      if (!done.ok) failures += 1;
    }
  };
  await Promise.all(Array.from({ length: limits.connections }, worker));
  agent.destroy();
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const requests = times.length;
  return {
    requests,
    seconds,
    perSecond: requests / seconds,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    bytes,
    failures,
  };
}
