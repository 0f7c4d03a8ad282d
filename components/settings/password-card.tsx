"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormCard } from "@/components/patterns/form-card";
import { FormField } from "@/components/patterns/form-field";
import { PasswordInput } from "@/components/session/password-input";
import { PasswordRules } from "@/components/session/password-rules";
import { showToast } from "@/components/ui/toaster";
import { changePassword } from "@/lib/client/account-queries";
import { useConsoleSession } from "@/lib/client/console-session";

const schema = async () => (await import("@/lib/contracts/console/wire/me")).passwordChange;

const empty = { current: "", new: "" };

/** A new password; other sessions end with it. */
export function PasswordCard() {
  const { me } = useConsoleSession();
  const { mutateAsync } = useMutation(changePassword(useQueryClient()));
  return (
    <FormCard
      title="Password"
      description="Changing it signs you out everywhere else."
      schema={schema}
      values={empty}
      submitLabel="Change password"
      clear
      submit={async (values) => {
        await mutateAsync(values);
        showToast({ tone: "success", title: "Password changed", description: "Your other sessions have ended." });
      }}
    >
      {(form) => (
        <>
          {/* Password managers look for the account's name beside its password. */}
          <input type="text" name="username" autoComplete="username" value={me.email} readOnly hidden />
          <FormField form={form} name="current" label="Current password" required>
            {(control) => <PasswordInput {...control} autoComplete="current-password" />}
          </FormField>
          <FormField form={form} name="new" label="New password" required>
            {(control) => <PasswordInput {...control} autoComplete="new-password" />}
          </FormField>
          <PasswordRules password={form.watch("new")} email={me.email} />
        </>
      )}
    </FormCard>
  );
}
