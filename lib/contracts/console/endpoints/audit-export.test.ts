import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { exportAuditEvents } from "@/lib/contracts/console/endpoints/audit";
import { auditFile } from "@/lib/contracts/console/present/audit-file";
import { db } from "@/lib/db";
import { listAudit } from "@/lib/domain/audit/queries";
import { MOST_EXPORTED } from "@/lib/domain/audit/rules";
import { route } from "@/lib/http/route";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

const EVENTS = 100_000;
const PORTION = 20_000;
const MIB = 1024 * 1024;

/** Bytes that are in use once the garbage is gone. */
function heap(): number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  return process.memoryUsage().heapUsed + process.memoryUsage().external;
}

async function makeEvents(workspaceId: string): Promise<void> {
  for (let from = 0; from < EVENTS; from += PORTION)
    await db()
      .$executeRaw`INSERT INTO "AuditEvent" ("id", "at", "actorType", "via", "action", "workspaceId", "before", "after")
      SELECT 'aud_' || ${workspaceId} || i, now() - interval '1 hour' - i * interval '1 second', 'system', 'x', 'bulk.row', ${workspaceId}::uuid,
        '{"status": "idle", "description": "What it was before, in some words"}', '{"status": "deleted"}'
      FROM generate_series(${from}::int + 1, ${from + PORTION}::int) i`;
}

function open(as: Person, format: "csv" | "json"): Promise<Response> {
  const headers = { authorization: `Bearer ${as.token}` };
  const address = `http://localhost/api/audit/export?format=${format}&action=bulk.row`;
  return route(exportAuditEvents).GET(new Request(address, { headers }));
}

test("an export of 100,000 events takes the memory of a few portions, and has each event", async () => {
  const { owner, workspace } = await given.workspace();
  await makeEvents(workspace.id);
  for (const format of ["csv", "json"] as const) {
    const before = heap();
    let [most, lines, bytes, next] = [0, 0, 0, 0];
    const response = await open(owner, format);
    for await (const part of Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])) {
      lines += Buffer.from(part).reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
      bytes += part.byteLength;
      if (lines < next) continue;
      most = Math.max(most, heap());
      next = lines + EVENTS / 10;
    }
    // A header beside the events, or a line end behind the last one.
    expect(lines - (format === "csv" ? 1 : 0)).toBe(EVENTS);
    // A few portions of rows may be under way.
    expect(most - before).toBeLessThan(15 * MIB);
    expect(bytes).toBeGreaterThan(20 * MIB);
  }
}, 120_000);

test("a reader that pauses pauses the reading of events", async () => {
  const { owner } = await given.workspace();
  const { data } = await listAudit(owner.ctx, { limit: 1 });
  let read = 0;
  async function* endless() {
    for (;;) {
      read++;
      yield Array.from({ length: 500 }, () => data).flat();
    }
  }
  const reader = new Response(auditFile("csv", endless(), () => undefined) as unknown as BodyInit).body?.getReader();
  for (let i = 0; i < 5; i++) await reader?.read();
  const then = read;
  await pause(200);
  expect(then).toBeLessThan(12);
  expect(read - then).toBeLessThan(4);
  await reader?.cancel();
});

test("more than 1,000,000 events are refused by name, never cut short, and leave the slot free and no event", async () => {
  const { owner, workspace } = await given.workspace();
  const count = (events: number) => ({
    ...{ workspaceId: workspace.id, month: new Date("2026-01-01"), action: "bulk.row" },
    ...{ outcome: "success", override: false, events },
  });
  // As many as the kept counts say: a million rows would take a minute.
  await db().auditCount.create({ data: count(MOST_EXPORTED) });
  const query = { action: "bulk.row" };
  expect((await call(exportAuditEvents, { as: owner, query })).status).toBe(200);
  await db().auditCount.create({ data: count(1) });
  for (let i = 0; i < 4; i++) {
    const { status, body } = await call(exportAuditEvents, { as: owner, query });
    const message = "more than 1,000,000 events; narrow the time";
    expect([status, body]).toMatchObject([400, { error: { code: "invalid_parameter", fields: { from: message } } }]);
  }
  const later = { ...query, from: "2026-02-02T00:00:00Z" };
  expect((await call(exportAuditEvents, { as: owner, query: later })).status).toBe(200);
  const where = { actorId: owner.id, action: "audit.exported", outcome: "success" };
  expect(await db().auditEvent.count({ where })).toBe(2);
});
