"use client";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { checkedBy } from "@/components/patterns/checked-by";
import { FormError } from "@/components/patterns/form-error";
import { FormField } from "@/components/patterns/form-field";
import { showServerError } from "@/components/patterns/server-error";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { signInByPassword } from "@/lib/client/sign-in";
import type { Credentials } from "./credentials";
import { PasswordInput } from "./password-input";

/** E-mail, password, and the two-factor code once the server asks for it. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const [codeAsked, setCodeAsked] = useState(false);
  const [done, setDone] = useState(false);
  const form = useForm<Credentials>({
    resolver: checkedBy(async () => (await import("./credentials")).credentials),
    defaultValues: { email: "", password: "", totp: "" },
  });
  const submit = form.handleSubmit(async (values) => {
    try {
      const failure = await signInByPassword(values);
      if (failure === null) {
        setDone(true);
        onSignedIn();
      } else if (failure.code === "two_factor_required" && !codeAsked) setCodeAsked(true);
      else form.setError("root", { message: failure.message });
    } catch (error) {
      showServerError(form, error);
    }
  });
  return (
    <Form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <FormError errors={form.formState.errors} />
      <FormField form={form} name="email" label="E-mail">
        {(control) => <Input {...control} type="email" autoComplete="username" autoFocus />}
      </FormField>
      <FormField form={form} name="password" label="Password">
        {(control) => <PasswordInput {...control} autoComplete="current-password" />}
      </FormField>
      {codeAsked && (
        <FormField
          form={form}
          name="totp"
          label="Two-factor code"
          hint="Six digits from your authenticator app, or one of your recovery codes."
        >
          {(control) => <Input {...control} autoComplete="one-time-code" maxLength={19} autoFocus />}
        </FormField>
      )}
      <Button type="submit" variant="primary" size="lg" loading={form.formState.isSubmitting || done}>
        {codeAsked ? "Confirm" : "Sign in"}
      </Button>
    </Form>
  );
}
