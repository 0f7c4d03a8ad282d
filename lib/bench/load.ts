import { Agent, request } from "node:http";

/** One request; the pieces of a body are sent as they are, with Content-Length. */
export type Shot = {
  method: "GET" | "POST";
  path: string;
  headers?: Record<string, string>;
  body?: readonly Buffer[];
};
/** `next` gives the shot of one of the connections, counted from 0. */
export type Aim = { url: string; next: (connection: number) => Shot };
export type Limits = { connections: number; seconds: number; most: number };
/** Times in ms. */
export type Measured = { requests: number; perSecond: number; p50: number; p99: number; failure: string | null };

const DEADLINE = 30_000;

function lengthOf(body: readonly Buffer[]): number {
  return body.reduce((sum, piece) => sum + piece.length, 0);
}

function fire(agent: Agent, base: URL, shot: Shot): Promise<string | null> {
  return new Promise((resolve) => {
    const { method, path, body } = shot;
    const headers = { ...shot.headers, ...(body ? { "content-length": String(lengthOf(body)) } : {}) };
    const where = { agent, host: base.hostname, port: base.port, method, path, headers, timeout: DEADLINE };
    const outgoing = request(where, (response) => {
      const wrong =
        response.statusCode === 200 || response.statusCode === 201
          ? null
          : `${method} ${path}: status ${response.statusCode}`;
      let text = "";
      response.on("data", (chunk: Buffer) => {
        if (wrong !== null && text.length < 500) text += chunk;
      });
      response.on("end", () => resolve(wrong && `${wrong} ${text}`));
      response.on("error", (error) => resolve(error.message));
    });
    outgoing.on("timeout", () => outgoing.destroy(new Error(`${method} ${path}: no answer`)));
    outgoing.on("error", (error) => resolve(error.message));
    for (const piece of body ?? []) outgoing.write(piece);
    outgoing.end();
  });
}

const quantile = (sorted: number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;

/** Keeps so many connections busy until the time or the number of requests is used up. `failure` is the first one's text. */
export async function load({ url, next }: Aim, { connections, seconds, most }: Limits): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const base = new URL(url);
  const times: number[] = [];
  let failure: string | null = null;
  let left = most;
  const began = performance.now();
  const worker = async (_: unknown, connection: number) => {
    while (performance.now() < began + seconds * 1000 && left > 0 && failure === null) {
      left -= 1;
      const start = performance.now();
      failure = (await fire(agent, base, next(connection))) ?? failure;
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  const took = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const requests = times.length;
  return { requests, perSecond: requests / took, p50: quantile(times, 0.5), p99: quantile(times, 0.99), failure };
}
