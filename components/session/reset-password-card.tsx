"use client";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import type { z } from "zod";
import { checkedBy } from "@/components/patterns/checked-by";
import { FormError } from "@/components/patterns/form-error";
import { FormField } from "@/components/patterns/form-field";
import { showServerError } from "@/components/patterns/server-error";
import { AuthLayout } from "@/components/shell/auth-layout";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { ApiError } from "@/lib/client/api-error";
import { api } from "@/lib/client/fetcher";
import { useFragment } from "@/lib/client/use-fragment";
import { useHydrated } from "@/lib/client/use-hydrated";
import { brokenRule } from "@/lib/domain/passwords/rules";
import { PasswordInput } from "./password-input";
import { PasswordRules } from "./password-rules";

type State = "open" | "done" | "gone";

/** Whoever has a link from an admin chooses a new password. */
export function ResetPasswordCard() {
  const token = useFragment();
  const hydrated = useHydrated();
  const [state, setState] = useState<State>("open");
  const title = "Choose a new password";
  if (!hydrated) return <AuthLayout title={title}>{null}</AuthLayout>;
  if (state === "done") {
    return (
      <AuthLayout
        title="Your password is changed"
        description="You were signed out everywhere. Sign in with the new one."
      >
        <ToSignIn />
      </AuthLayout>
    );
  }
  if (!token || state === "gone") {
    return (
      <AuthLayout
        title={token ? "This link has expired" : "This link is not complete"}
        description={
          token
            ? "Such links work once, for an hour. Ask an instance admin for a new one."
            : "Copy the whole link, including what stands behind #, and open it again."
        }
      >
        <ToSignIn />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title={title} description="It counts at once; all your sessions end.">
      <ResetForm token={token} onState={setState} />
    </AuthLayout>
  );
}

function ToSignIn() {
  return (
    <Button asChild variant="primary" size="lg" className="w-full">
      <Link href="/sign-in">Sign in</Link>
    </Button>
  );
}

const choice = async () =>
  (await import("@/lib/contracts/console/wire/sign-in")).passwordReset
    .omit({ token: true })
    .refine(({ password }) => brokenRule(password, "") === null, {
      path: ["password"],
      message: "keep every rule below",
    });
type Schema = Awaited<ReturnType<typeof choice>>;

function ResetForm({ token, onState }: { token: string; onState: (state: State) => void }) {
  const form = useForm<z.infer<Schema>>({ resolver: checkedBy(choice), defaultValues: { password: "" } });
  const password = useWatch({ control: form.control, name: "password" });
  const submit = form.handleSubmit(async (values) => {
    try {
      await api("/api/password/reset", { method: "POST", body: { ...values, token } });
      onState("done");
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) onState("gone");
      else showServerError(form, error);
    }
  });
  return (
    <Form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <FormError errors={form.formState.errors} />
      <FormField form={form} name="password" label="New password">
        {(control) => <PasswordInput {...control} autoComplete="new-password" autoFocus />}
      </FormField>
      <PasswordRules password={password} email="" />
      <Button type="submit" variant="primary" size="lg" loading={form.formState.isSubmitting}>
        Change password
      </Button>
    </Form>
  );
}
