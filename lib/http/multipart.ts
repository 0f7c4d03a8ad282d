import { Readable } from "node:stream";
import busboy from "busboy";
import { DomainError } from "@/lib/domain/faults";
import type { Upload, UploadBody } from "@/lib/http/body";
import type { IncomingRequest } from "@/lib/http/incoming-request";
import { unreadableBody } from "@/lib/http/issues";
import { takeTurn } from "@/lib/http/turnstile";
import { noteUnshared } from "@/lib/threads/free-memory";

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
  const form = /^multipart\/form-data\b/i.test(contentType);
  if (!form && body.fields) throw new DomainError("unsupported_media_type", "Send multipart/form-data");
  if (!form) throw missingFile(body.field);
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
function deliver(file: Readable, tooLarge: DomainError, whole: Promise<void>): Readable {
  /** A piece waits for its turn. */
  let held = false;
  let ended = false;
  const out = new Readable({
    objectMode: true,
    highWaterMark: 4,
    read: () => {
      if (!held) file.resume();
    },
  });
  const end = () =>
    whole.then(
      () => out.push(null),
      (error) => out.destroy(error),
    );
  file.on("limit", () => out.destroy(tooLarge));
  file.on("data", (chunk: Buffer) => {
    if (out.destroyed) return;
    held = true;
    takeTurn(chunk.length, () => {
      held = false;
      if (out.destroyed || out.push(chunk)) file.resume();
      else file.pause();
      if (ended) end();
    });
    if (held) file.pause();
  });
  file.on("error", (error) => out.destroy(brokenOff(error)));
  // Whoever reads later sees the fault; until then it must not count as unhandled.
  out.on("error", () => undefined);
  out.on("close", () => file.resume());
  // It may be at its end while the last piece still waits for its turn.
  file.on("end", () => {
    ended = true;
    if (!held) end();
  });
  return out;
}

function strangePart(name: string, message: string): DomainError {
  const field = name.slice(0, 100);
  return new DomainError("invalid", `${field}: ${message}`, {
    issues: [{ type: "unknown_field", loc: ["body", field], message }],
  });
}

/** The texts of a form, and the first thing that is wrong with its parts where only some are allowed. */
class FormFields {
  readonly values = new Map<string, string>();
  readonly #allowed: readonly string[] | undefined;
  fault: DomainError | null = null;

  constructor(allowed: readonly string[] | undefined) {
    this.#allowed = allowed;
  }

  add(name: string, value: string, cut: boolean): void {
    if (this.#allowed === undefined) return;
    if (!this.#allowed.includes(name)) this.refuse(name, "unknown part");
    else if (cut) this.refuse(name, "is too long");
    else if (this.values.has(name)) this.refuse(name, "is sent twice");
    else this.values.set(name, value);
  }

  /** Notes a part that may not be there, unless others are passed over. */
  refuse(name: string, message: string): void {
    if (this.#allowed !== undefined) this.fault ??= strangePart(name, message);
  }
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
  const fields = new FormFields(body.fields);
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
      if (field !== body.field) {
        fields.refuse(field, "unknown part");
        return stream.resume();
      }
      stream.on("error", cut);
      const upload = { stream: deliver(stream, tooLarge, whole), fields: fields.values };
      found({ ...upload, fileName: info.filename || null });
    });
    parser.on("field", (name, value, info) => fields.add(name, value, info.valueTruncated || info.nameTruncated));
    parser.on("filesLimit", () => fields.refuse(body.field, "only one file may be sent"));
    parser.on("close", () => {
      if (fields.fault) reject(fields.fault);
      else resolve();
      refuse(missingFile(body.field));
    });
    parser.on("error", cut);
    source.on("error", cut);
    // It comes in pieces of their own from the connection; whoever reads the file may free them.
    source.on("data", noteUnshared);
    source.pipe(parser);
  });
}
