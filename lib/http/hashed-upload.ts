import { createHash } from "node:crypto";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Upload } from "@/lib/http/body";

/** What a form brought: the sha256 of its file, and its texts. */
export type FormContents = { file: string; fields: [name: string, value: string][] };

/** Whether a body is a file on its way in. */
export function isUpload(body: unknown): body is Upload {
  return typeof body === "object" && body !== null && "stream" in body && body.stream instanceof Readable;
}

const contentsOf = (file: string, { fields }: Upload): FormContents => ({ file, fields: [...fields].sort() });

/** The same upload; `note` hears what it brought when all of it was read, and the stream ends only after that. */
export function hashedUpload(upload: Upload, note: (contents: FormContents) => Promise<void>): Upload {
  const hash = createHash("sha256");
  const stream = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      note(contentsOf(hash.digest("hex"), upload)).then(() => done(), done);
    },
  });
  // Whoever reads `stream` sees its fault; here it must not count as unhandled.
  pipeline(upload.stream, stream).catch(() => undefined);
  return { ...upload, stream };
}

/** Reads an upload to its end and keeps nothing of it. Throws what its stream throws. */
export async function readContents(upload: Upload): Promise<FormContents> {
  const hash = createHash("sha256");
  for await (const chunk of upload.stream) hash.update(chunk);
  return contentsOf(hash.digest("hex"), upload);
}
