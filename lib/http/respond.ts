import { Readable } from "node:stream";
import { databaseFault } from "@/lib/domain/database-fault";
import { DomainError } from "@/lib/domain/faults";
import type { KeptAnswer } from "@/lib/domain/idempotency/rules";
import { JsonText } from "@/lib/domain/json-text";
import { publicUrl } from "@/lib/env";
import type { Contract } from "@/lib/http/contract";
import { declaredText } from "@/lib/http/declared-text";
import type { Endpoint } from "@/lib/http/endpoint";
import { eventStream } from "@/lib/http/event-stream";
import { apiHeaders, contentDisposition, matchesTag, transportSecurity } from "@/lib/http/headers";
import type { IncomingRequest } from "@/lib/http/incoming-request";
import { KeptJson } from "@/lib/http/kept-json";
import { type OutgoingAnswer, OutgoingHeaders } from "@/lib/http/outgoing-answer";
import type { ByteRange } from "@/lib/http/range";
import { Answer, type Bytes, type EventSource } from "@/lib/http/reply";
import { log } from "@/lib/log";

type Extra = [name: string, value: string][];

function headersOfAll(more: Record<string, string>): OutgoingHeaders {
  const headers = new OutgoingHeaders();
  for (const [name, value] of Object.entries({ ...apiHeaders, "X-Request-Id": "", ...more })) headers.set(name, value);
  return headers;
}

/** What every answer begins with, composed once. */
const plainly = headersOfAll({});
const byTls = headersOfAll({ "Strict-Transport-Security": transportSecurity });

function headersOf(requestId: string, more: Record<string, string>, extra: Extra = []): OutgoingHeaders {
  const headers = new OutgoingHeaders(publicUrl().startsWith("https:") ? byTls : plainly);
  headers.set("X-Request-Id", requestId);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  for (const [name, value] of extra)
    name.toLowerCase() === "set-cookie" ? headers.append(name, value) : headers.set(name, value);
  return headers;
}

function bodyOf(source: Bytes["stream"]): OutgoingAnswer["body"] {
  if (typeof source === "string" || source instanceof Uint8Array || source instanceof Readable) return source;
  return Readable.from(source);
}

function discard(source: Bytes["stream"]): void {
  if (source instanceof Readable) source.destroy();
}

function notModified(headers: OutgoingHeaders): OutgoingAnswer {
  headers.delete("Content-Type");
  return { status: 304, headers, body: null };
}

function partAnswer(
  { stream }: Bytes,
  size: number,
  range: ByteRange | "beyond",
  headers: OutgoingHeaders,
): OutgoingAnswer {
  if (range === "beyond") {
    headers.set("Content-Range", `bytes */${size}`);
    return { status: 416, headers, body: null };
  }
  headers.set("Content-Range", `bytes ${range.start}-${range.end}/${size}`);
  headers.set("Content-Length", String(range.end - range.start + 1));
  return { status: 206, headers, body: bodyOf(stream) };
}

function bytesAnswer(
  mediaType: string,
  file: Bytes,
  request: IncomingRequest,
  requestId: string,
  extra: Extra,
): OutgoingAnswer {
  const headers = headersOf(requestId, { "Content-Type": mediaType, ...file.headers }, extra);
  if (file.fileName) headers.set("Content-Disposition", contentDisposition(file.fileName));
  if (file.etag) headers.set("ETag", file.etag);
  if (file.etag && matchesTag(request.headers.get("if-none-match"), file.etag)) {
    discard(file.stream);
    return notModified(headers);
  }
  if (file.range !== undefined) headers.set("Accept-Ranges", "bytes");
  if (file.range && file.size !== undefined) return partAnswer(file, file.size, file.range, headers);
  if (file.size !== undefined) headers.set("Content-Length", String(file.size));
  return { status: 200, headers, body: bodyOf(file.stream) };
}

type Given = { value: unknown; headers: Extra; status: number | null };

/** What is sent, and its tag where the endpoint or the answer has one. */
function written(endpoint: Endpoint, value: unknown): { body: string | Uint8Array; tag?: string } {
  if (endpoint.reply.kind !== "json") throw new Error("not a JSON endpoint");
  const { schema } = endpoint.reply;
  if (value instanceof KeptJson) {
    if (value.schema !== schema) throw new Error(`${endpoint.path}: the answer of another endpoint`);
    return { body: value.bytes, tag: value.tag };
  }
  const body = value instanceof JsonText ? declaredText(endpoint, value) : JSON.stringify(schema.parse(value));
  return { body, tag: endpoint.etag?.(value instanceof JsonText ? JSON.parse(body) : value) };
}

function jsonAnswer(endpoint: Endpoint, given: Given, request: IncomingRequest, requestId: string): OutgoingAnswer {
  const { body, tag: own } = written(endpoint, given.value);
  const headers = headersOf(requestId, { "Content-Type": "application/json; charset=utf-8" }, given.headers);
  const tag = own ?? headers.get("ETag");
  if (tag) headers.set("ETag", tag);
  if (tag && request.method === "GET" && matchesTag(request.headers.get("if-none-match"), tag))
    return notModified(headers);
  const status = given.status ?? (endpoint.reply.kind === "json" ? endpoint.reply.status : 200);
  return { status, headers, body };
}

/** Turns what a handler gave into the declared kind of answer; JSON passes through the reply schema. */
export function respond(
  endpoint: Endpoint,
  given: unknown,
  request: IncomingRequest,
  requestId: string,
): OutgoingAnswer {
  const answer: Given = given instanceof Answer ? given : { value: given, headers: [], status: null };
  const { value, headers: extra } = answer;
  const { reply } = endpoint;
  if (reply.kind === "json") return jsonAnswer(endpoint, answer, request, requestId);
  if (reply.kind === "bytes") return bytesAnswer(reply.mediaType, value as Bytes, request, requestId, extra);
  if (reply.kind === "nothing") return { status: reply.status, headers: headersOf(requestId, {}, extra), body: null };
  const headers = headersOf(requestId, { "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" }, extra);
  return { status: 200, headers, body: eventStream(value as EventSource, request.signal) };
}

/** An answer that was kept, given again. */
export function replayed({ status, headers: kept, body }: KeptAnswer, requestId: string): OutgoingAnswer {
  const type: Record<string, string> = body === null ? {} : { "Content-Type": "application/json; charset=utf-8" };
  const headers = headersOf(requestId, { ...type, ...kept, "Idempotent-Replayed": "true" });
  return { status, headers, body };
}

function asFault(error: unknown, requestId: string): DomainError {
  const known = databaseFault(error);
  if (known instanceof DomainError) return known;
  log().error({ err: error, requestId }, "unexpected error");
  return new DomainError("internal", `Something went wrong on our side. Request ${requestId}`);
}

/** Says an error in the contract's own form; what is not a fault becomes `internal` and is logged. */
export function respondFault(
  contract: Contract,
  error: unknown,
  requestId: string,
  address: string | null,
): OutgoingAnswer {
  const fault = asFault(error, requestId);
  const { status, body, headers } = contract.phrase(fault, requestId);
  if (status === 401 || status === 403) log().warn({ requestId, address, status, fault: fault.fault }, fault.message);
  const { retryAfter, allow } = fault.details;
  const more: Record<string, string> = { "Content-Type": "application/json; charset=utf-8", ...headers };
  if (retryAfter !== undefined) more["Retry-After"] = String(retryAfter);
  if (allow) more.Allow = allow.join(", ");
  if (status === 401) more["WWW-Authenticate"] = "Bearer";
  return { status, headers: headersOf(requestId, more), body: JSON.stringify(body) };
}
