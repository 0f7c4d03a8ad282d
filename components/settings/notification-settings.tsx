"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/patterns/error-state";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { Switch } from "@/components/ui/switch";
import { showToast } from "@/components/ui/toaster";
import { accountQueries, choosePreferences } from "@/lib/client/account-queries";
import type { Preferences } from "@/lib/contracts/console/wire/preferences";
import { type NotificationKind, notificationKinds } from "@/lib/domain/notifications/rules";

const words: Record<NotificationKind, { label: string; hint: string }> = {
  package_submitted: { label: "A package waits for review", hint: "In workspaces where you review." },
  package_approved: { label: "Your package is approved", hint: "It is being installed." },
  package_declined: { label: "Your package is declined", hint: "With the reviewer's reason." },
  package_commented: { label: "Somebody comments on your package or plugin", hint: "Or answers you." },
  package_load_failed: { label: "An approved package does not load", hint: "With the reason." },
  agent_failed: { label: "Your agent fails", hint: "It ended by itself, with an error." },
  agent_shared: { label: "An agent is shared with you", hint: "By its owner or an editor." },
  share_expiring: { label: "A share is about to end", hint: "Three days before." },
  key_expiring: { label: "An API key is about to expire", hint: "Seven days before." },
  trash_expiring: { label: "An agent is about to leave the trash", hint: "Three days before it is gone for good." },
  plugin_reviewed: { label: "Your plugin is reviewed", hint: "Approved or declined." },
  webhook_disabled: { label: "A webhook is switched off", hint: "After too many deliveries that failed." },
  security: { label: "Security of your account", hint: "Always on: what admins change about how you sign in." },
};

/** Of what one is told; each switch takes effect at once. */
export function NotificationSettings() {
  const query = useQuery(accountQueries.preferences());
  return (
    <>
      <PageHeader title="Notifications" description="What the bell tells you about." />
      <QueryView query={query} what="your notification settings">
        {(preferences) => <Choices preferences={preferences} />}
      </QueryView>
    </>
  );
}

function Choices({ preferences }: { preferences: Preferences }) {
  const { mutate, isPending } = useMutation(choosePreferences(useQueryClient()));
  // One after the other: each change sends the whole choice.
  const choose = (kind: NotificationKind, app: boolean) =>
    !isPending &&
    mutate(
      { ...preferences, [kind]: { ...preferences[kind], app } },
      {
        onError: (error) =>
          showToast({
            tone: "danger",
            title: `Not saved: ${words[kind].label}`,
            description: describeError(error).message,
          }),
      },
    );
  return (
    <Card>
      <CardHeader title="In the console" description="Takes effect at once." />
      <CardBody className="flex flex-col gap-4 py-4">
        {notificationKinds.map((kind) => (
          <Switch
            key={kind}
            {...words[kind]}
            checked={preferences[kind].app}
            disabled={kind === "security"}
            onChange={(event) => choose(kind, event.target.checked)}
          />
        ))}
      </CardBody>
      <CardFooter>
        <p className="text-muted text-xs">Mail is not set up on this instance, so nothing is sent by mail.</p>
      </CardFooter>
    </Card>
  );
}
