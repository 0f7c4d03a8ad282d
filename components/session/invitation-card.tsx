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
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { ApiError } from "@/lib/client/api-error";
import { api } from "@/lib/client/fetcher";
import { useFragment } from "@/lib/client/use-fragment";
import { useHydrated } from "@/lib/client/use-hydrated";
import { brokenRule } from "@/lib/domain/passwords/rules";
import { PasswordInput } from "./password-input";
import { PasswordRules } from "./password-rules";

/** Who was invited chooses name and password. The server knows their address and compares the password with it. */
export function InvitationCard() {
  const token = useFragment();
  const hydrated = useHydrated();
  const [gone, setGone] = useState(false);
  const title = "You are invited to Muster";
  if (!hydrated) return <AuthLayout title={title}>{null}</AuthLayout>;
  if (!token || gone) return <InvitationGone missing={!token} />;
  return (
    <AuthLayout
      title={title}
      description="Choose your name and a password. You sign in with the invited e-mail address."
    >
      <AcceptForm token={token} onDone={() => location.replace("/")} onGone={() => setGone(true)} />
    </AuthLayout>
  );
}

function InvitationGone({ missing }: { missing: boolean }) {
  return (
    <AuthLayout
      title={missing ? "This link is not complete" : "This invitation has expired"}
      description={
        missing
          ? "Copy the whole link from your invitation, including what stands behind #, and open it again."
          : "Invitations work once, for seven days. Ask the person who invited you for a new link. Have you accepted it already? Then sign in."
      }
    >
      <Button asChild variant="primary" size="lg" className="w-full">
        <Link href="/sign-in">Sign in</Link>
      </Button>
    </AuthLayout>
  );
}

const choice = async () =>
  (await import("@/lib/contracts/console/wire/sign-in")).acceptance
    .omit({ token: true })
    .refine(({ password }) => brokenRule(password, "") === null, {
      path: ["password"],
      message: "keep every rule below",
    });
type Schema = Awaited<ReturnType<typeof choice>>;

type AcceptFormProps = { token: string; onDone: () => void; onGone: () => void };

function AcceptForm({ token, onDone, onGone }: AcceptFormProps) {
  const [done, setDone] = useState(false);
  const form = useForm<z.infer<Schema>>({
    resolver: checkedBy(choice),
    defaultValues: { name: "", password: "" },
  });
  const password = useWatch({ control: form.control, name: "password" });
  const submit = form.handleSubmit(async (values) => {
    try {
      await api("/api/invitations/accept", { method: "POST", body: { ...values, token } });
      setDone(true);
      onDone();
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) onGone();
      else showServerError(form, error);
    }
  });
  return (
    <Form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <FormError errors={form.formState.errors} />
      <FormField form={form} name="name" label="Your name">
        {(control) => <Input {...control} autoComplete="name" autoFocus />}
      </FormField>
      <FormField form={form} name="password" label="Password">
        {(control) => <PasswordInput {...control} autoComplete="new-password" />}
      </FormField>
      <PasswordRules password={password} email="" />
      <Button type="submit" variant="primary" size="lg" loading={form.formState.isSubmitting || done}>
        Accept and sign in
      </Button>
    </Form>
  );
}
