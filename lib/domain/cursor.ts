import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { DomainError } from "@/lib/domain/faults";
import { settings } from "@/lib/env";

const SIGNATURE_BYTES = 12;
const content = z.tuple([z.string(), z.array(z.union([z.string(), z.null()])), z.string()]);

export type Position = { values: (string | null)[]; id: string };

function sign(text: string): Buffer {
  return createHmac("sha256", `cursor:${settings().MUSTER_SECRET ?? ""}`)
    .update(text)
    .digest()
    .subarray(0, SIGNATURE_BYTES);
}

/** An opaque, signed name of a row's place in one list and order. */
export function encodeCursor(list: string, position: Position): string {
  const text = JSON.stringify([list, position.values, position.id]);
  return Buffer.concat([sign(text), Buffer.from(text)]).toString("base64url");
}

/** Reads a cursor of the same list and order; throws `invalid_cursor` for a forged, damaged or foreign one. */
export function decodeCursor(list: string, cursor: string, parameter: string): Position {
  const bytes = Buffer.from(cursor, "base64url");
  const text = bytes.subarray(SIGNATURE_BYTES).toString();
  const signature = bytes.subarray(0, SIGNATURE_BYTES);
  const genuine = signature.length === SIGNATURE_BYTES && timingSafeEqual(signature, sign(text));
  const parsed = genuine ? content.safeParse(JSON.parse(text)) : undefined;
  if (parsed?.success && parsed.data[0] === list) return { values: parsed.data[1], id: parsed.data[2] };
  const message = "not a cursor of this list and order";
  throw new DomainError("invalid_cursor", `${parameter}: ${message}; start again without it`, {
    issues: [{ type: "invalid_cursor", loc: ["query", parameter], message }],
  });
}
