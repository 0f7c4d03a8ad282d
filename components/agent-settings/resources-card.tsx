"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { FormCard } from "@/components/patterns/form-card";
import { FormField } from "@/components/patterns/form-field";
import { QueryView } from "@/components/patterns/query-view";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toaster";
import { changeResources, type ResourceSetting, settingQueries } from "@/lib/client/agent-setting-queries";
import { cpuOptions, lateLimits, memoryOptions, memoryWords } from "@/lib/client/resource-limits";
import { RestartNotice } from "./restart-notice";
import type { SettingCardProps } from "./settings-tab";

const orDefault = z.string().transform((value) => value || null);
const schema = z.object({ cpu: orDefault, memory: orDefault });

/** CPU and memory that an agent gets at its next start. */
export function ResourcesCard(props: SettingCardProps) {
  const query = useQuery(settingQueries.resources(props.agent.id));
  return (
    <QueryView query={query} what="the resources">
      {(stored) => <ResourcesForm {...props} stored={stored} />}
    </QueryView>
  );
}

function ResourcesForm({ agentRef, agent, locked, stored }: SettingCardProps & { stored: ResourceSetting }) {
  const { mutateAsync } = useMutation(changeResources(useQueryClient(), agent.id));
  const now = `${stored.current_cpu} CPU, ${memoryWords(stored.current_memory)} memory`;
  const waiting = agent.runState === "running" && lateLimits(stored) !== null;
  return (
    <FormCard
      title="Resources"
      description="Applied at the next start; never more than the machine has."
      schema={schema}
      values={{ cpu: stored.cpu ?? "", memory: stored.memory ?? "" }}
      locked={locked}
      submit={async (values) => {
        await mutateAsync(values);
        showToast({ tone: "success", title: `Resources of ${agent.name} saved` });
      }}
    >
      {(form) => (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <FormField form={form} name="cpu" label="CPU">
              {(control) => <Select {...control} placeholder="Default" options={cpuOptions} />}
            </FormField>
            <FormField form={form} name="memory" label="Memory">
              {(control) => <Select {...control} placeholder="Default" options={memoryOptions} />}
            </FormField>
          </div>
          {waiting ? (
            <RestartNotice agentRef={agentRef} agent={agent}>{`The present run has ${now}.`}</RestartNotice>
          ) : (
            <p className="text-muted text-xs">{agent.runState === "running" ? `Now ${now}.` : `Last: ${now}.`}</p>
          )}
        </>
      )}
    </FormCard>
  );
}
