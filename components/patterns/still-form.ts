import type { FieldValues, UseFormReturn } from "react-hook-form";

/** The value at a path such as "settings.quotas.cpu". */
function valueAt(values: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined), values);
}

/** What a field that nobody can change yet is given in place of a registration. */
function stillField(name: string, value: unknown) {
  const shown = typeof value === "boolean" ? { defaultChecked: value } : { defaultValue: String(value ?? "") };
  return { name, readOnly: true, ...shown };
}

/** Only for what draws fields: it registers, reads values and looks for errors, of which a form at rest has none. Lists of fields need `control`, which it lacks. */
function asForm<Input extends FieldValues, Output>(still: object): UseFormReturn<Input, unknown, Output> {
  return still as UseFormReturn<Input, unknown, Output>;
}

/** A form as the server draws it and as it stands until the code that checks and sends it is here: its values, and nothing else. */
export function stillForm<Input extends FieldValues, Output>(values: Input): UseFormReturn<Input, unknown, Output> {
  return asForm({
    register: (name: string) => stillField(name, valueAt(values, name)),
    watch: (names: string | readonly string[]) =>
      typeof names === "string" ? valueAt(values, names) : names.map((name) => valueAt(values, name)),
    getValues: () => values,
    getFieldState: () => ({ invalid: false, isDirty: false, isTouched: false, isValidating: false }),
    setValue: () => undefined,
    formState: { errors: {}, isDirty: false, isSubmitting: false, isSubmitted: false, defaultValues: values },
  });
}
