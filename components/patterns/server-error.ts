import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { ApiError } from "@/lib/client/api-error";
import { describeError } from "./error-state";

/** Puts each server error on its field where the form has that field; the rest goes to the top of the form. */
export function showServerError<Input extends FieldValues, Output>(
  form: UseFormReturn<Input, unknown, Output>,
  error: unknown,
): void {
  const fields = error instanceof ApiError ? Object.entries(error.fields) : [];
  const values = form.getValues();
  const own = Object.keys(values).flatMap((name) => fields.filter(([path]) => path.split(".")[0] === name));
  for (const [path, message] of own) form.setError(asPath<Input>(path), { type: "server", message });
  const rest = fields.filter((field) => !own.includes(field)).map(([path, message]) => `${path}: ${message}`);
  if (own.length > 0 && rest.length === 0) return;
  const described = describeError(error);
  form.setError("root", {
    type: described.requestId ?? "server",
    message: rest.length > 0 ? rest.join("\n") : described.message,
  });
}

/** Only called for paths whose first part is a field of the form. */
function asPath<Input extends FieldValues>(path: string): Path<Input> {
  return path as Path<Input>;
}
