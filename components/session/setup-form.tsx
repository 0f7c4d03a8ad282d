"use client";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import type { z } from "zod";
import { checkedBy } from "@/components/patterns/checked-by";
import { FormError } from "@/components/patterns/form-error";
import { FormField } from "@/components/patterns/form-field";
import { showServerError } from "@/components/patterns/server-error";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { ApiError } from "@/lib/client/api-error";
import { api } from "@/lib/client/fetcher";
import { brokenRule } from "@/lib/domain/passwords/rules";
import { PasswordInput } from "./password-input";
import { PasswordRules } from "./password-rules";

const firstAdmin = async () =>
  (await import("@/lib/contracts/console/wire/sign-in")).setupForm
    .omit({ token: true })
    .refine(({ password, email }) => brokenRule(password, email) === null, {
      path: ["password"],
      message: "keep every rule below",
    });
type Schema = Awaited<ReturnType<typeof firstAdmin>>;

export type SetupFormProps = {
  token: string;
  onDone: () => void;
  /** The token does not count (403), or somebody was faster (404). */
  onRefused: (status: 403 | 404) => void;
};

/** The first admin and the first workspace. */
export function SetupForm({ token, onDone, onRefused }: SetupFormProps) {
  const [done, setDone] = useState(false);
  const form = useForm<z.input<Schema>, unknown, z.output<Schema>>({
    resolver: checkedBy(firstAdmin),
    defaultValues: { name: "", email: "", password: "", workspaceName: "Default", sample: true },
  });
  const [email, password] = useWatch({ control: form.control, name: ["email", "password"] });
  const submit = form.handleSubmit(async (values) => {
    try {
      await api("/api/setup", { method: "POST", body: { ...values, token } });
      setDone(true);
      onDone();
    } catch (error) {
      if (error instanceof ApiError && (error.status === 403 || error.status === 404)) onRefused(error.status);
      else showServerError(form, error);
    }
  });
  return (
    <Form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <FormError errors={form.formState.errors} />
      <FormField form={form} name="name" label="Your name">
        {(control) => <Input {...control} autoComplete="name" autoFocus />}
      </FormField>
      <FormField form={form} name="email" label="E-mail" hint="You sign in with it.">
        {(control) => <Input {...control} type="email" autoComplete="username" />}
      </FormField>
      <FormField form={form} name="password" label="Password">
        {(control) => <PasswordInput {...control} autoComplete="new-password" />}
      </FormField>
      <PasswordRules password={password} email={email} />
      <FormField
        form={form}
        name="workspaceName"
        label="Workspace"
        hint="A team's agents, people and reviews live in a workspace. You can add more later."
      >
        {(control) => <Input {...control} autoComplete="organization" />}
      </FormField>
      <Checkbox
        {...form.register("sample")}
        label="Start with samples"
        hint="An agent, a calculator whose tools you can call at once, and six plugins in the marketplace. Remove them whenever you like."
      />
      <Button type="submit" variant="primary" size="lg" loading={form.formState.isSubmitting || done}>
        Create admin and workspace
      </Button>
    </Form>
  );
}
