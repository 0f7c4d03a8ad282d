import { z } from "zod";
import { once } from "@/lib/contracts/registry/wire";

const LIMIT = "must be an integer from 1 to 100";

/** `limit` 1 … 100 (50) and `next`, the token of the page before (2.5). */
export const paging = {
  limit: once(
    z
      .string("must be given once")
      .regex(/^[1-9]\d{0,2}$/, LIMIT)
      .transform(Number)
      .refine((limit) => limit <= 100, LIMIT),
  ).describe("Page size, 1 to 100 (default 50)"),
  next: once(z.string("must be given once").max(4096, "not a token")).describe("The token of the page before"),
};

export const pageQuery = z.strictObject(paging);

/** A name that lists narrow by: starts-with, case-insensitive. */
export const namePrefix = once(
  z
    .string("must be given once")
    .refine((text) => !text.includes("\0"), "must not contain U+0000")
    .refine((text) => [...text].length <= 255, "must have at most 255 characters"),
).describe("Only names that begin so, whatever their case");

/** A page of rows; `next` is null exactly when there are no more. */
export function pageOf<S extends z.ZodType>(row: S) {
  return z.strictObject({ data: z.array(row), next: z.string().nullable(), has_more: z.boolean() });
}
