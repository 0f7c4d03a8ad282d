"use client";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { CardBody, CardFooter } from "@/components/ui/card";
import type { FormCardProps } from "./form-card";
import { FormError } from "./form-error";

type FormCardFieldsProps<Input extends FieldValues, Output> = FormCardProps<Input, Output> & {
  form: UseFormReturn<Input, unknown, Output>;
  onDiscard?: () => void;
};

/** What stands in a card's form: its fields, and the button that saves them. */
export function FormCardFields<Input extends FieldValues, Output>(props: FormCardFieldsProps<Input, Output>) {
  const { form, locked } = props;
  const { errors, isDirty, isSubmitting } = form.formState;
  return (
    <>
      <fieldset disabled={locked !== undefined} className="contents">
        <legend className="sr-only">{props.title}</legend>
        <CardBody className="flex flex-col gap-4 py-4">
          <FormError errors={errors} />
          {props.children(form)}
        </CardBody>
      </fieldset>
      <CardFooter className="justify-end">
        {locked ? (
          <p className="mr-auto text-muted text-xs">{locked}</p>
        ) : (
          <>
            {isDirty && (
              <Button variant="ghost" onClick={props.onDiscard}>
                Discard
              </Button>
            )}
            <Button type="submit" variant="primary" disabled={!isDirty} loading={isSubmitting}>
              {props.submitLabel ?? "Save"}
            </Button>
          </>
        )}
      </CardFooter>
    </>
  );
}
