"use client";
import type { ReactNode } from "react";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { Field, type FieldControl } from "@/components/ui/field";

export type FormFieldProps<Input extends FieldValues, Output> = {
  form: UseFormReturn<Input, unknown, Output>;
  name: Path<Input>;
  label: ReactNode;
  hint?: ReactNode;
  required?: boolean;
  aside?: ReactNode;
  /** Spread on the control: registers it and ties label, hint and error to it. */
  children: (control: FieldControl & ReturnType<UseFormReturn<Input, unknown, Output>["register"]>) => ReactNode;
};

/** A field of a react-hook-form form. */
export function FormField<Input extends FieldValues, Output>(props: FormFieldProps<Input, Output>) {
  const { form, name, label, hint, required, aside, children } = props;
  const { error } = form.getFieldState(name, form.formState);
  return (
    <Field label={label} hint={hint} required={required} aside={aside} error={error?.message}>
      {(control) => children({ ...control, ...form.register(name) })}
    </Field>
  );
}
