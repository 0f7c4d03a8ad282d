import type { Server, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** ms for what is written at the very end; the launcher kills a little later. */
const LAST_WORDS = 1_500;

/**
 * Prepares a server for an orderly end and gives the function for it: no new connections, event streams end at once,
 * other requests get `ms` milliseconds to finish, then everything is cut. After that `finish` writes what is kept in
 * memory, for a second and a half at most, because the database may be gone.
 */
export function drainable(server: Server, finish: () => Promise<void>): (ms: number) => Promise<void> {
  const open = new Set<ServerResponse>();
  let draining = false;
  server.prependListener("request", (_request, response) => {
    open.add(response);
    response.once("close", () => open.delete(response));
    if (draining) response.shouldKeepAlive = false;
  });
  return async (ms) => {
    draining = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const sweep = () => {
      for (const response of open) {
        response.shouldKeepAlive = false;
        if (String(response.getHeader("content-type")).startsWith("text/event-stream")) response.end();
      }
      server.closeIdleConnections();
    };
    sweep();
    const timer = setInterval(sweep, 50);
    await Promise.race([closed, pause(ms)]);
    clearInterval(timer);
    server.closeAllConnections();
    await Promise.race([finish(), pause(LAST_WORDS)]);
  };
}
