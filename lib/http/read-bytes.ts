import type { Readable } from "node:stream";
import { DomainError } from "@/lib/domain/faults";
import type { IncomingRequest } from "@/lib/http/incoming-request";
import { unreadableBody } from "@/lib/http/issues";

function sizeInWords(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024)} MiB` : `${Math.round(bytes / 1024)} KiB`;
}

function tooLarge(limit: number): DomainError {
  return new DomainError("too_large", `The body may have at most ${sizeInWords(limit)}`);
}

/** Leaves the stream open when it stops early: the connection still has to carry the answer. */
function collect(source: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let total = 0;
  return new Promise((resolve, reject) => {
    source.on("data", (chunk: Buffer) => {
      total += chunk.length;
      if (total <= limit) return chunks.push(chunk);
      source.removeAllListeners("data");
      source.pause();
      reject(tooLarge(limit));
    });
    source.on("error", () => reject(unreadableBody("The body broke off")));
    source.once("end", () => resolve(Buffer.concat(chunks)));
    source.once("close", () => {
      if (!source.readableEnded) reject(unreadableBody("The body broke off"));
    });
  });
}

const read = new WeakMap<IncomingRequest, Promise<Buffer>>();

/** The whole body; read once, given as often as it is asked for. Throws `too_large` over `limit` bytes, whatever Content-Length says. */
export async function readBytes(request: IncomingRequest, limit: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge(limit);
  const reading = read.get(request) ?? (request.body ? collect(request.body, limit) : Promise.resolve(Buffer.alloc(0)));
  read.set(request, reading);
  const bytes = await reading;
  if (bytes.length > limit) throw tooLarge(limit);
  return bytes;
}
