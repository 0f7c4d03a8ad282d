import { Readable } from "node:stream";
import type { AuditRow } from "@/lib/domain/audit/queries";
import { csvLine, type ExportFormat } from "@/lib/domain/audit/rules";

const HEADER = [
  ...["seq", "at", "actorType", "actorId", "actorName", "via", "action", "targetType", "targetId", "targetName"],
  ...["workspaceId", "outcome", "override", "requestId", "address", "userAgent", "before", "after", "hash"],
];

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));

function lineOf(row: AuditRow): string {
  const { actor, target } = row;
  return csvLine([
    ...[row.seq, row.time, actor.type, actor.id, actor.name, row.via, row.action],
    ...[target?.type ?? null, target?.id ?? null, target?.name ?? null, row.workspaceId, row.outcome, row.override],
    ...[row.requestId, row.address, row.userAgent, json(row.before), json(row.after), row.hash],
  ]);
}

/** An event as the API says it. */
export function toAuditEvent({ time, ...row }: AuditRow) {
  return { ...row, at: time };
}

async function* csvOf(batches: AsyncIterable<AuditRow[]>): AsyncGenerator<string> {
  yield csvLine(HEADER);
  for await (const rows of batches) yield rows.map(lineOf).join("");
}

/** The end comes only after the last event: a file that broke off is no JSON. */
async function* jsonOf(batches: AsyncIterable<AuditRow[]>): AsyncGenerator<string> {
  let before = "[";
  for await (const rows of batches) {
    yield before + rows.map((row) => JSON.stringify(toAuditEvent(row))).join(",\n");
    before = ",\n";
  }
  yield before === "[" ? "[]\n" : "]\n";
}

/** The events as a file, made while it is read; `free` runs when it ends, in whatever way. */
export function auditFile(format: ExportFormat, batches: AsyncGenerator<AuditRow[]>, free: () => void): Readable {
  const text = format === "csv" ? csvOf(batches) : jsonOf(batches);
  const file = Readable.from(encoded(text), { objectMode: true, highWaterMark: 1 });
  return file.once("close", free);
}

async function* encoded(text: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const part of text) yield encoder.encode(part);
}
