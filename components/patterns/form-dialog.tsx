"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import type { ReactNode } from "react";
import { type DefaultValues, type FieldValues, type UseFormReturn, useForm } from "react-hook-form";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormError } from "./form-error";
import { showServerError } from "./server-error";

export type FormDialogProps<Input extends FieldValues, Output> = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  size?: "sm" | "md" | "lg";
  /** From `wire.ts`. */
  schema: z.ZodType<Output, Input>;
  defaultValues: DefaultValues<Input>;
  submitLabel: string;
  danger?: boolean;
  /** What the form is about is not read yet. */
  blocked?: boolean;
  /** A mutation's `mutateAsync`; the dialog closes when it resolves. */
  submit: (values: Output) => Promise<unknown>;
  children: (form: UseFormReturn<Input, unknown, Output>) => ReactNode;
};

/** A form in a dialog, checked by the schema that the server uses; server errors land on the fields that they name. */
export function FormDialog<Input extends FieldValues, Output>(props: FormDialogProps<Input, Output>) {
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange}>
      <DialogContent title={props.title} description={props.description} size={props.size}>
        <DialogForm {...props} />
      </DialogContent>
    </Dialog>
  );
}

function DialogForm<Input extends FieldValues, Output>(props: FormDialogProps<Input, Output>) {
  const form = useForm<Input, unknown, Output>({
    resolver: zodResolver<Input, unknown, Output>(props.schema),
    defaultValues: props.defaultValues,
  });
  const save = async (values: Output) => {
    try {
      await props.submit(values);
      props.onOpenChange(false);
    } catch (error) {
      showServerError(form, error);
    }
  };
  return (
    <Form noValidate onSubmit={form.handleSubmit(save)} className="flex min-h-0 flex-col">
      <DialogBody>
        <FormError errors={form.formState.errors} />
        {props.children(form)}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button
          type="submit"
          variant={props.danger ? "danger" : "primary"}
          disabled={props.blocked}
          loading={form.formState.isSubmitting}
        >
          {props.submitLabel}
        </Button>
      </DialogFooter>
    </Form>
  );
}
