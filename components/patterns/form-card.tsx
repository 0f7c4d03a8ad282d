"use client";
import type { ReactNode } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { Card, CardHeader } from "@/components/ui/card";
import { OnDemandPart, onDemand } from "@/components/ui/on-demand";
import type { SchemaSource } from "./checked-by";
import { FormCardFields } from "./form-card-fields";
import { stillForm } from "./still-form";

export type FormCardProps<Input extends FieldValues, Output> = {
  title: string;
  description?: ReactNode;
  /** From `wire.ts`. */
  schema: SchemaSource<Input, Output>;
  /** What is stored now; a reload changes fields that were not touched. */
  values: Input;
  submitLabel?: string;
  /** Empties the form after saving, for secrets. */
  clear?: boolean;
  /** Why nothing can be changed here; shown instead of the button. */
  locked?: ReactNode;
  /** A mutation's `mutateAsync`. */
  submit: (values: Output) => Promise<unknown>;
  children: (form: UseFormReturn<Input, unknown, Output>) => ReactNode;
};

const LiveForm = onDemand(() => import("./form-card-live"), "soon");

/** A form of any values; what it is given and what it hands on stay those of its card. */
function asLive<Input extends FieldValues, Output>(
  props: FormCardProps<Input, Output>,
): FormCardProps<FieldValues, unknown> {
  return props as unknown as FormCardProps<FieldValues, unknown>;
}

/** One group of settings on a page: saved together, checked by the schema that the server uses. */
export function FormCard<Input extends FieldValues, Output>(props: FormCardProps<Input, Output>) {
  const still = (
    <div inert>
      <FormCardFields {...props} form={stillForm<Input, Output>(props.values)} />
    </div>
  );
  return (
    <Card>
      <CardHeader title={props.title} description={props.description} />
      <OnDemandPart fallback={still}>
        <LiveForm {...asLive(props)} />
      </OnDemandPart>
    </Card>
  );
}
