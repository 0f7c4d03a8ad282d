import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { listAuditEvents } from "@/lib/contracts/console/endpoints/audit";
import { db } from "@/lib/db";
import { flushRefusals } from "@/lib/domain/audit/note-refusal";
import { call } from "@/lib/testing/call";
import { drainable } from "./drain";

let server: Server;
afterEach(() => server.closeAllConnections());

async function serve(listener: RequestListener, finish = async () => {}) {
  server = createServer(listener);
  const drain = drainable(server, finish);
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

test("refusals of the last minute that were only counted are in the audit trail at the end, those of the last request too", async () => {
  const address = "203.0.113.77";
  const refused = () => call(listAuditEvents, { headers: { "x-muster-peer": address, authorization: "msk_forged" } });
  for (let i = 0; i < 3; i++) await refused();
  let finish = () => {};
  const { drain, url } = await serve(async (_request, response) => {
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    await refused();
    response.end();
  }, flushRefusals);
  const running = fetch(url);
  await once(server, "request");
  const drained = drain(10_000);
  finish();
  await Promise.all([running, drained]);
  const rows = await db().auditEvent.findMany({ where: { address }, orderBy: { seq: "asc" } });
  expect(rows.map(({ outcome, after }) => [outcome, after])).toMatchObject([
    ["denied", { reason: "unauthenticated" }],
    ["denied", { repeats: 3 }],
  ]);
});

test("what cannot be written any more does not hold up the end", async () => {
  const { drain } = await serve(
    () => {},
    () => new Promise(() => {}),
  );
  const started = performance.now();
  await drain(10_000);
  expect(performance.now() - started).toBeLessThan(5_000);
});
