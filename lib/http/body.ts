import type { Readable } from "node:stream";
import type { z } from "zod";

export type JsonBody<S extends z.ZodType> = {
  kind: "json";
  schema: S;
  optional: boolean;
  deepest: number;
  /** Bytes, where it is another limit than the contract's. */
  limit?: number;
};
export type FormBody<S extends z.ZodType> = { kind: "form"; schema: S };

/** A file on its way in: `stream` ends with a fault when it grows over the limit or the client leaves. */
export type Upload = {
  stream: Readable;
  fileName: string | null;
  /** Texts of the form beside the file; complete once `stream` has ended. */
  fields: ReadonlyMap<string, string>;
};
export type UploadBody = {
  kind: "upload";
  field: string;
  limit: () => number;
  tooLarge: (limit: number) => string;
  /** Texts that may stand beside the file; then nothing else may be sent. Absent: other parts are passed over. */
  fields?: readonly string[];
};

export type Body = JsonBody<z.ZodType> | FormBody<z.ZodType> | UploadBody;

const DEEPEST = 20;

/** A JSON body. `optional`: an empty body counts as `{}`. `deepest`: how far it may be nested. `limit`: bytes. */
export function jsonBody<S extends z.ZodType>(
  schema: S,
  { optional = false, deepest = DEEPEST, limit }: { optional?: boolean; deepest?: number; limit?: number } = {},
): JsonBody<S> {
  return { kind: "json", schema, optional, deepest, ...(limit === undefined ? {} : { limit }) };
}

/** An `application/x-www-form-urlencoded` body. */
export function formBody<S extends z.ZodType>(schema: S): FormBody<S> {
  return { kind: "form", schema };
}

/** One file of a multipart form, streamed; `limit` in bytes, read at each request because it is a setting. */
export function upload(
  field: string,
  limit: () => number,
  tooLarge: (limit: number) => string,
  fields?: readonly string[],
): UploadBody {
  return { kind: "upload", field, limit, tooLarge, ...(fields ? { fields } : {}) };
}
