"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Monitor, Moon, Sun } from "lucide-react";
import { describeError } from "@/components/patterns/error-state";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import { Switch } from "@/components/ui/switch";
import { showToast } from "@/components/ui/toaster";
import { changeProfile } from "@/lib/client/account-queries";
import { useConsoleSession } from "@/lib/client/console-session";
import { chooseTheme } from "@/lib/client/theme";
import { useHydrated } from "@/lib/client/use-hydrated";
import { useTheme } from "@/lib/client/use-theme";

const themes = [
  { value: "system", label: "System", icon: <Monitor aria-hidden /> },
  { value: "light", label: "Light", icon: <Sun aria-hidden /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden /> },
] as const;

/** Theme and single-key shortcuts, which take effect at once. */
export function AppearanceCard() {
  const { me } = useConsoleSession();
  const { theme } = useTheme();
  const { mutate } = useMutation(changeProfile(useQueryClient()));
  const shown = useHydrated() ? theme : undefined;
  const onError = (error: Error) =>
    showToast({ tone: "danger", title: "Not saved with your account", description: describeError(error).message });
  return (
    <Card>
      <CardHeader title="Appearance" description="Takes effect at once." />
      <CardBody className="flex flex-col gap-4 py-4">
        <div className="flex flex-wrap items-center justify-between gap-3 text-sm">
          <span className="text-fg">Theme</span>
          <Segmented
            label="Theme"
            segments={themes}
            value={shown ?? me.theme}
            onChange={(value) => {
              chooseTheme(value);
              mutate({ theme: value }, { onError });
            }}
          />
        </div>
        <Switch
          label="Keyboard shortcuts of one key"
          hint="Such as A to approve. ⌘K and Ctrl K always work."
          checked={me.shortcuts}
          onChange={(event) => mutate({ shortcuts: event.target.checked }, { onError })}
        />
      </CardBody>
    </Card>
  );
}
