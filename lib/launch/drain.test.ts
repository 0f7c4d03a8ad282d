import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { drainable } from "./drain";

let server: Server;
afterEach(() => server.closeAllConnections());

async function serve(listener: RequestListener) {
  server = createServer(listener);
  const drain = drainable(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("not listening");
  return { drain, url: `http://127.0.0.1:${address.port}` };
}

test("a running request finishes, a new one is refused", async () => {
  let finish = () => {};
  const { drain, url } = await serve((_request, response) => {
    finish = () => response.end("whole");
  });
  const running = fetch(url).then((response) => response.text());
  await once(server, "request");
  const drained = drain(10_000);
  await expect(fetch(url)).rejects.toThrow();
  finish();
  expect(await running).toBe("whole");
  await drained;
});

test("an event stream ends at once and as a complete answer", async () => {
  const { drain, url } = await serve((_request, response) => {
    response.setHeader("content-type", "text/event-stream");
    response.write("data: 1\n\n");
  });
  const stream = await fetch(url);
  const started = performance.now();
  await drain(10_000);
  expect(await stream.text()).toBe("data: 1\n\n");
  expect(performance.now() - started).toBeLessThan(5_000);
});

test("a request that does not end in time is cut", async () => {
  const { drain, url } = await serve(() => {});
  const running = fetch(url).then(
    () => "answered",
    () => "cut",
  );
  await once(server, "request");
  await drain(100);
  expect(await running).toBe("cut");
});
