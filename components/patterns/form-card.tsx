"use client";
import type { ReactNode } from "react";
import { type DefaultValues, type FieldValues, type UseFormReturn, useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { checkedBy, type SchemaSource } from "./checked-by";
import { FormError } from "./form-error";
import { showServerError } from "./server-error";

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

/** One group of settings on a page: saved together, checked by the schema that the server uses. */
export function FormCard<Input extends FieldValues, Output>(props: FormCardProps<Input, Output>) {
  const form = useForm<Input, unknown, Output>({
    resolver: checkedBy(props.schema),
    // What a form begins with and what is stored have one type; react-hook-form knows it as two.
    defaultValues: props.values as DefaultValues<Input>,
    values: props.values,
    resetOptions: { keepDirtyValues: true },
  });
  const { isDirty, isSubmitting } = form.formState;
  // A reset takes over the options above unless it is told otherwise, and would then keep what was typed.
  const begin = (values: Input) => form.reset(values, { keepDirtyValues: false });
  const save = async (values: Output) => {
    try {
      await props.submit(values);
      begin(props.clear ? props.values : form.getValues());
    } catch (error) {
      showServerError(form, error);
    }
  };
  return (
    <Card>
      <CardHeader title={props.title} description={props.description} />
      <form noValidate onSubmit={form.handleSubmit(save)}>
        <fieldset disabled={props.locked !== undefined} className="contents">
          <legend className="sr-only">{props.title}</legend>
          <CardBody className="flex flex-col gap-4 py-4">
            <FormError errors={form.formState.errors} />
            {props.children(form)}
          </CardBody>
        </fieldset>
        <CardFooter className="justify-end">
          {props.locked ? (
            <p className="mr-auto text-muted text-xs">{props.locked}</p>
          ) : (
            <>
              {isDirty && (
                <Button variant="ghost" onClick={() => begin(props.values)}>
                  Discard
                </Button>
              )}
              <Button type="submit" variant="primary" disabled={!isDirty} loading={isSubmitting}>
                {props.submitLabel ?? "Save"}
              </Button>
            </>
          )}
        </CardFooter>
      </form>
    </Card>
  );
}
