import { PassThrough, type Readable } from "node:stream";
import busboy from "busboy";
import { DomainError } from "@/lib/domain/faults";
import type { Upload, UploadBody } from "@/lib/http/body";
import type { IncomingRequest } from "@/lib/http/incoming-request";
import { unreadableBody } from "@/lib/http/issues";

/** Room for the multipart frame around the file, bytes. */
const FRAME = 64 * 1024;
const UPLOAD_MAY_TAKE = 5 * 60_000;

function missingFile(field: string): DomainError {
  const message = `Send the file as multipart/form-data in the field '${field}'`;
  return new DomainError("invalid", message, {
    issues: [{ type: "missing", loc: ["body", field], message: "Field required" }],
  });
}

function parserFor(request: IncomingRequest, body: UploadBody): busboy.Busboy {
  const contentType = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(contentType)) throw missingFile(body.field);
  try {
    return busboy({
      headers: { "content-type": contentType },
      limits: { fileSize: body.limit() + 1, files: 1, fields: 20, fieldSize: 16 * 1024, headerPairs: 50 },
      highWaterMark: 256 * 1024,
      fileHwm: 256 * 1024,
    });
  } catch {
    throw unreadableBody("The multipart body has no boundary");
  }
}

function brokenOff(error: unknown): DomainError {
  return unreadableBody(`The upload broke off: ${error instanceof Error ? error.message : "connection lost"}`);
}

/** Hands the file on while it arrives. The body ends well only after the last boundary, so a cut upload is never whole. */
function deliver(file: Readable, limit: number, tooLarge: DomainError, whole: Promise<void>): Readable {
  const out = new PassThrough({
    writableHighWaterMark: 256 * 1024,
    readableObjectMode: true,
    readableHighWaterMark: 4,
  });
  let bytes = 0;
  file.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > limit) out.destroy(tooLarge);
    else if (!out.destroyed && !out.write(chunk)) {
      file.pause();
      out.once("drain", () => file.resume());
    }
  });
  file.on("error", (error) => out.destroy(brokenOff(error)));
  // Whoever reads later sees the fault; until then it must not count as unhandled.
  out.on("error", () => undefined);
  out.on("close", () => file.resume());
  file.on("end", () =>
    whole.then(
      () => out.end(),
      (error) => out.destroy(error),
    ),
  );
  return out;
}

/** Waits for the file part and gives its stream; bytes are counted while reading. Throws `invalid`, `too_large`. */
export async function readUpload(request: IncomingRequest, body: UploadBody): Promise<Upload> {
  const limit = body.limit();
  const tooLarge = new DomainError("too_large", body.tooLarge(limit));
  if (Number(request.headers.get("content-length") ?? 0) > limit + FRAME) throw tooLarge;
  const parser = parserFor(request, body);
  const source = request.body;
  if (!source) throw missingFile(body.field);
  let resolve: () => void = () => undefined;
  let reject: (fault: DomainError) => void = () => undefined;
  const whole = new Promise<void>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return new Promise<Upload>((found, refuse) => {
    const cut = (error: unknown) => {
      const fault = brokenOff(error);
      reject(fault);
      refuse(fault);
      parser.destroy();
    };
    // The source stays open, because the connection still has to carry the answer.
    const timer = setTimeout(() => cut(new Error("it took longer than 5 minutes")), UPLOAD_MAY_TAKE);
    whole.catch(() => undefined).finally(() => clearTimeout(timer));
    parser.on("file", (field, stream, info) => {
      if (field !== body.field) return stream.resume();
      stream.on("error", cut);
      found({ stream: deliver(stream, limit, tooLarge, whole), fileName: info.filename || null });
    });
    parser.on("close", () => {
      resolve();
      refuse(missingFile(body.field));
    });
    parser.on("error", cut);
    source.on("error", cut);
    source.pipe(parser);
  });
}
