import { z } from "zod";

export const pageInfo = z.strictObject({
  total: z.number().int(),
  hasNextPage: z.boolean(),
  hasPreviousPage: z.boolean(),
  startCursor: z.string().nullable(),
  endCursor: z.string().nullable(),
});
export type PageInfo = z.infer<typeof pageInfo>;

/** The reply of a list: one page and where it lies. */
export function pageOf<S extends z.ZodType>(item: S) {
  return z.strictObject({ data: z.array(item), pageInfo });
}

/** A query parameter whose empty value counts as absent. */
export function optionalParameter<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
}

/** A parameter that may be given several times. */
export function repeatable<S extends z.ZodType>(schema: S) {
  const listed = z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(schema).max(50));
  return optionalParameter(listed);
}

const LIMIT_TEXT = /^[1-9]\d{0,2}$/;

/** `limit` 1 … 100 (100), `after` or `before`; both cursors at once are refused by `assertOneCursor`. */
export const pageParameters = {
  limit: optionalParameter(
    z
      .string()
      .regex(LIMIT_TEXT, "must be a whole number from 1 to 100")
      .transform(Number)
      .refine((limit) => limit <= 100, "must be a whole number from 1 to 100"),
  ).describe("Page size, 1 to 100 (default 100)"),
  after: optionalParameter(z.string().max(4096)).describe("Cursor: the page after it"),
  before: optionalParameter(z.string().max(4096)).describe("Cursor: the page before it"),
};

/** `orderBy` as JSON, `[{"createdAt":"desc"}]`, over the fields of the list. */
export const orderParameter = optionalParameter(z.string().max(2048)).describe('Order as JSON: [{"createdAt":"desc"}]');

/** `q`: a case-insensitive substring. */
export const searchText = optionalParameter(z.string().max(200)).describe("Case-insensitive substring");

/** `true` or `false`. */
export const flag = optionalParameter(z.enum(["true", "false"]).transform((text) => text === "true"));

export const person = z.strictObject({ id: z.string(), name: z.string() });
export const time = z.iso.datetime().describe("UTC, ISO 8601 with milliseconds");
