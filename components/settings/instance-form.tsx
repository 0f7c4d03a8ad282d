"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormCard } from "@/components/patterns/form-card";
import { FormField } from "@/components/patterns/form-field";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toaster";
import { changeInstance } from "@/lib/client/user-queries";
import type { Instance } from "@/lib/contracts/console/wire/operation";

/** What an instance admin chooses for everybody. */
export function InstanceForm({ instance }: { instance: Instance }) {
  const { mutateAsync } = useMutation(changeInstance(useQueryClient()));
  const { name, settings } = instance;
  return (
    <FormCard
      title="Settings"
      schema={() => import("@/lib/client/instance-form").then(({ instanceForm }) => instanceForm)}
      values={{ name, settings: { ...settings, allowedImages: settings.allowedImages.join("\n") } }}
      submit={async (values) => {
        await mutateAsync(values);
        showToast({ tone: "success", title: "Instance saved" });
      }}
    >
      {(form) => (
        <>
          <FormField
            form={form}
            name="name"
            label="Name"
            hint="Shown where people sign in, and by authenticator apps."
            required
          >
            {(control) => <Input {...control} autoComplete="off" />}
          </FormField>
          <Checkbox
            {...form.register("settings.docsPublic")}
            label="API documents for everybody"
            hint="Otherwise only people who are signed in can read them."
          />
          <Checkbox
            {...form.register("settings.sshAccess")}
            label="SSH access to agents"
            hint="Who may edit an agent can ask for a key that works for some hours."
          />
          <FormField
            form={form}
            name="settings.allowedImages"
            label="Allowed images"
            hint="One a line, as MUSTER_AGENT_IMAGE names it. When agents run in another image, they do not start. Empty: whatever the machine names. The image that Muster makes itself is always allowed."
          >
            {(control) => (
              <Textarea {...control} mono rows={3} spellCheck={false} placeholder="ghcr.io/acme/agent:1.2" />
            )}
          </FormField>
        </>
      )}
    </FormCard>
  );
}
