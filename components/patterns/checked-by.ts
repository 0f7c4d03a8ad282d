import type { FieldValues, Resolver } from "react-hook-form";
import type { z } from "zod";

/** A schema, or what fetches one: forms that stand on a page check only when they are sent. */
export type SchemaSource<Input, Output> = z.ZodType<Output, Input> | (() => Promise<z.ZodType<Output, Input>>);

/** Checks a form by a schema, which is fetched with the first check, and zod with it. */
export function checkedBy<Input extends FieldValues, Output>(
  source: SchemaSource<Input, Output>,
): Resolver<Input, unknown, Output> {
  return async (values, context, options) => {
    const { zodResolver } = await import("@hookform/resolvers/zod");
    const schema = typeof source === "function" ? await source() : source;
    return zodResolver<Input, unknown, Output>(schema)(values, context, options);
  };
}
