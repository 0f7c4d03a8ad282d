"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/patterns/error-state";
import { QueryView } from "@/components/patterns/query-view";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { Switch } from "@/components/ui/switch";
import { showToast } from "@/components/ui/toaster";
import { type Autonomy, settingQueries, switchAutonomy } from "@/lib/client/agent-setting-queries";
import type { SettingCardProps } from "./settings-tab";

/** Whether an agent acts by itself: one switch above its schedules. */
export function AutonomyCard({ agent, locked }: SettingCardProps) {
  const query = useQuery(settingQueries.autonomy(agent.id));
  const { mutate, isPending } = useMutation(switchAutonomy(useQueryClient(), agent.id));
  const change = (enabled: boolean) =>
    mutate(enabled, {
      onSuccess: () =>
        showToast({
          tone: "success",
          title: enabled ? `${agent.name} acts by itself` : `${agent.name} no longer acts by itself`,
          action: { label: "Undo", onSelect: () => change(!enabled) },
        }),
      onError: (error) =>
        showToast({
          tone: "danger",
          title: `Autonomy of ${agent.name} was not changed`,
          description: describeError(error).message,
        }),
    });
  return (
    <Card>
      <CardHeader title="Autonomy" description="While it is off, no schedule fires; each keeps its own setting." />
      <CardBody className="py-4">
        <QueryView query={query} what="autonomy">
          {(autonomy) => (
            <Switch
              label="Act by itself"
              hint={scheduleWords(autonomy)}
              checked={autonomy.autonomy_enabled}
              disabled={locked !== undefined || isPending}
              onChange={({ target }) => change(target.checked)}
            />
          )}
        </QueryView>
      </CardBody>
      {locked && (
        <CardFooter>
          <p className="text-muted text-xs">{locked}</p>
        </CardFooter>
      )}
    </Card>
  );
}

function scheduleWords({ total_schedules: total, enabled_schedules: enabled }: Autonomy): string {
  if (total === 0) return "It has no schedules.";
  return `${enabled} of ${total} ${total === 1 ? "schedule is" : "schedules are"} enabled.`;
}
