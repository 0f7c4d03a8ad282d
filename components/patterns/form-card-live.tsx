"use client";
import { type FieldValues, useForm } from "react-hook-form";
import { Form } from "@/components/ui/form";
import { checkedBy } from "./checked-by";
import type { FormCardProps } from "./form-card";
import { FormCardFields } from "./form-card-fields";
import { showServerError } from "./server-error";

/** The form of a card once it can be filled in: checked, sent, and begun anew. */
export default function LiveForm(props: FormCardProps<FieldValues, unknown>) {
  const form = useForm<FieldValues, unknown, unknown>({
    resolver: checkedBy(props.schema),
    defaultValues: props.values,
    values: props.values,
    resetOptions: { keepDirtyValues: true },
  });
  // A reset takes over the options above unless it is told otherwise, and would then keep what was typed.
  const begin = (values: FieldValues) => form.reset(values, { keepDirtyValues: false });
  const save = async (values: unknown) => {
    try {
      await props.submit(values);
      begin(props.clear ? props.values : form.getValues());
    } catch (error) {
      showServerError(form, error);
    }
  };
  return (
    <Form noValidate onSubmit={form.handleSubmit(save)}>
      <FormCardFields {...props} form={form} onDiscard={() => begin(props.values)} />
    </Form>
  );
}
