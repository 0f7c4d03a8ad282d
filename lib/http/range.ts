import parseRange from "range-parser";
import type { HeaderReader } from "@/lib/auth/header-reader";

/** Bytes `start` to `end`, inclusive, from 0. */
export type ByteRange = { start: number; end: number };

/**
 * The one part that `Range` asks for of `size` bytes. Null when all of it is to be sent: without the header, for several
 * parts, or when `If-Range` names other bytes than those of `tag` (RFC 9110 §14.2). A part beyond the end is "beyond".
 */
export function askedRange(headers: HeaderReader, size: number, tag: string): ByteRange | "beyond" | null {
  const header = headers.get("range");
  const condition = headers.get("if-range");
  if (header === null || (condition !== null && condition !== tag)) return null;
  const ranges = parseRange(size, header);
  if (ranges === -1) return "beyond";
  if (ranges === -2 || ranges.type !== "bytes" || ranges.length !== 1) return null;
  const [range] = ranges;
  return range ? { start: range.start, end: range.end } : null;
}
