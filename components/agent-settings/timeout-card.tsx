"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { FormCard } from "@/components/patterns/form-card";
import { FormField } from "@/components/patterns/form-field";
import { QueryView } from "@/components/patterns/query-view";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toaster";
import { changeTimeout, settingQueries } from "@/lib/client/agent-setting-queries";
import type { SettingCardProps } from "./settings-tab";

const range = "A whole number of seconds from 60 to 7,200";
const schema = z.object({
  execution_timeout_seconds: z
    .string()
    .trim()
    .regex(/^\d+$/, range)
    .transform(Number)
    .refine((seconds) => seconds >= 60 && seconds <= 7_200, range),
});

/** How long one execution of an agent may take. */
export function TimeoutCard({ agent, locked }: SettingCardProps) {
  const query = useQuery(settingQueries.timeout(agent.id));
  const { mutateAsync } = useMutation(changeTimeout(useQueryClient(), agent.id));
  return (
    <QueryView query={query} what="the timeout">
      {({ execution_timeout_seconds: stored, execution_timeout_minutes: minutes }) => (
        <FormCard
          title="Timeout"
          description="An execution that takes longer is ended."
          schema={schema}
          values={{ execution_timeout_seconds: String(stored) }}
          locked={locked}
          submit={async (values) => {
            await mutateAsync(values);
            showToast({ tone: "success", title: `Timeout of ${agent.name} saved` });
          }}
        >
          {(form) => (
            <FormField
              form={form}
              name="execution_timeout_seconds"
              label="Seconds one execution may take"
              hint={`60 to 7,200. Now ${stored} s, which is ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`}
            >
              {(control) => <Input {...control} inputMode="numeric" autoComplete="off" className="w-32" />}
            </FormField>
          )}
        </FormCard>
      )}
    </QueryView>
  );
}
