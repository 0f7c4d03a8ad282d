"use client";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { FormField } from "@/components/patterns/form-field";
import { Input } from "@/components/ui/input";

/** Name and description, which every resource has. */
export function NameFields<Input extends FieldValues, Output>({
  form,
  example,
}: {
  form: UseFormReturn<Input, unknown, Output>;
  example: string;
}) {
  return (
    <>
      <FormField form={form} name={ownName<Input>("name")} label="Name" required>
        {(control) => <Input autoComplete="off" placeholder={example} {...control} />}
      </FormField>
      <FormField form={form} name={ownName<Input>("description")} label="Description" aside="optional">
        {(control) => <Input autoComplete="off" {...control} />}
      </FormField>
    </>
  );
}

/** Every form of a resource has these two fields. */
function ownName<T extends FieldValues>(name: "name" | "description"): Path<T> {
  return name as Path<T>;
}
