"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormCard } from "@/components/patterns/form-card";
import { FormField } from "@/components/patterns/form-field";
import { PageHeader } from "@/components/patterns/page-header";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toaster";
import { changeProfile } from "@/lib/client/account-queries";
import { useConsoleSession } from "@/lib/client/console-session";
import { AppearanceCard } from "./appearance-card";
import { PasswordCard } from "./password-card";

const languages = ["en", "en-US", "de", "de-AT", "es", "fr", "it", "nl", "pl", "pt", "ja"] as const;
const names = new Intl.DisplayNames("en", { type: "language" });

function languageOptions(own: string) {
  const all = languages.some((one) => one === own) ? languages : [own, ...languages];
  return all.map((value) => ({ value, label: names.of(value) ?? value }));
}

/** Who one is, how things look, the password. */
export function ProfileSettings() {
  return (
    <>
      <PageHeader title="Profile" description="How others see you, and how the console looks to you." />
      <div className="flex flex-col gap-5">
        <IdentityCard />
        <AppearanceCard />
        <PasswordCard />
      </div>
    </>
  );
}

const schema = async () =>
  (await import("@/lib/contracts/console/wire/me")).myChanges.pick({
    name: true,
    locale: true,
    defaultWorkspaceId: true,
  });

function IdentityCard() {
  const { me, workspace } = useConsoleSession();
  const { mutateAsync } = useMutation(changeProfile(useQueryClient()));
  const usual = me.defaultWorkspaceId ?? workspace?.id;
  return (
    <FormCard
      title="You"
      schema={schema}
      values={{ name: me.name, locale: me.locale, ...(usual && { defaultWorkspaceId: usual }) }}
      submit={async (values) => {
        await mutateAsync(values);
        showToast({ tone: "success", title: "Profile saved" });
      }}
    >
      {(form) => (
        <>
          <FormField form={form} name="name" label="Name" required>
            {(control) => <Input {...control} autoComplete="name" />}
          </FormField>
          <Field label="E-mail" hint="You sign in with it. It cannot be changed here.">
            {(control) => <Input {...control} value={me.email} readOnly disabled />}
          </Field>
          {me.workspaces.length > 1 && (
            <FormField form={form} name="defaultWorkspaceId" label="Workspace of new tabs">
              {(control) => (
                <Select {...control} options={me.workspaces.map(({ id, name }) => ({ value: id, label: name }))} />
              )}
            </FormField>
          )}
          <FormField form={form} name="locale" label="Dates" hint="How dates are written. The console speaks English.">
            {(control) => <Select {...control} options={languageOptions(me.locale)} />}
          </FormField>
        </>
      )}
    </FormCard>
  );
}
