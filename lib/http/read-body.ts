import type { z } from "zod";
import { DomainError } from "@/lib/domain/faults";
import type { Body, JsonBody } from "@/lib/http/body";
import type { Contract } from "@/lib/http/contract";
import type { IncomingRequest } from "@/lib/http/incoming-request";
import { invalidInput, unreadableBody } from "@/lib/http/issues";
import { readUpload } from "@/lib/http/multipart";
import { readBytes } from "@/lib/http/read-bytes";

const HALF_CHARACTER = /\p{Surrogate}/u;

/** The whole body as text. */
async function readText(request: IncomingRequest, limit: number): Promise<string> {
  const bytes = await readBytes(request, limit);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unreadableBody("The body is not UTF-8");
  }
}

/** Refuses what no field can hold: nesting beyond the limit, U+0000, halves of characters. */
function assertStorable(value: unknown, deepest: number, level = 0): void {
  if (typeof value === "string") {
    if (value.includes("\0")) throw unreadableBody("Text may not contain U+0000");
    if (HALF_CHARACTER.test(value)) throw unreadableBody("Text may not contain unpaired surrogates");
  }
  if (typeof value !== "object" || value === null) return;
  if (level >= deepest) throw unreadableBody(`The body is nested deeper than ${deepest}`);
  for (const [key, inner] of Object.entries(value)) {
    assertStorable(key, deepest);
    assertStorable(inner, deepest, level + 1);
  }
}

/** `__proto__` is never taken over: where unknown keys are passed over it is dropped, elsewhere refused as one. */
function parseJson(text: string, unknownKeys: Contract["unknownKeys"], deepest: number): unknown {
  let value: unknown;
  let polluting = false;
  try {
    value = JSON.parse(text, (key, inner) => {
      if (key !== "__proto__") return inner;
      polluting = true;
      return undefined;
    });
  } catch (error) {
    const where = error instanceof Error ? error.message.replace(/^Unexpected/, "unexpected") : "";
    throw unreadableBody(`The body is not valid JSON: ${where.slice(0, 120)}`);
  }
  if (polluting && unknownKeys === "refuse") throw unreadableBody("__proto__: unknown field");
  assertStorable(value, deepest);
  return value;
}

function assertMediaType(request: IncomingRequest, wanted: string): void {
  const sent = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const fits = wanted === "application/json" ? sent === wanted || sent.endsWith("+json") : sent === wanted;
  if (!fits) throw new DomainError("unsupported_media_type", `Send ${wanted}`);
}

async function readJson(
  request: IncomingRequest,
  contract: Contract,
  { optional, deepest, limit }: JsonBody<z.ZodType>,
): Promise<unknown> {
  const text = await readText(request, limit ?? contract.bodyLimit);
  if (text.trim() === "" && optional) return {};
  assertMediaType(request, "application/json");
  return parseJson(text, contract.unknownKeys, deepest);
}

async function readForm(request: IncomingRequest, contract: Contract): Promise<unknown> {
  assertMediaType(request, "application/x-www-form-urlencoded");
  return Object.fromEntries(new URLSearchParams(await readText(request, contract.bodyLimit)));
}

/** Reads and checks the body as the declaration says. Throws `invalid`, `too_large` or `unsupported_media_type`. */
export async function readBody(request: IncomingRequest, body: Body | undefined, contract: Contract): Promise<unknown> {
  if (!body) return undefined;
  if (body.kind === "upload") return readUpload(request, body);
  const raw = body.kind === "json" ? await readJson(request, contract, body) : await readForm(request, contract);
  const parsed = await body.schema.safeParseAsync(raw);
  if (!parsed.success) throw invalidInput("body", parsed.error, raw);
  return parsed.data;
}
