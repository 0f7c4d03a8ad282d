"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { UseFormReturn } from "react-hook-form";
import { z } from "zod";
import { FormCard } from "@/components/patterns/form-card";
import { FormField } from "@/components/patterns/form-field";
import { QueryView } from "@/components/patterns/query-view";
import { Checkbox } from "@/components/ui/checkbox";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toaster";
import { changeReadOnly, settingQueries } from "@/lib/client/agent-setting-queries";
import { patternProblem, patternsOf } from "@/lib/client/pattern-words";
import { PatternTester } from "./pattern-tester";
import type { SettingCardProps } from "./settings-tab";

const patterns = z
  .string()
  .transform(patternsOf)
  .superRefine((list, context) => {
    const message = patternProblem(list);
    if (message) context.addIssue({ code: "custom", message });
  });
const schema = z.object({ enabled: z.boolean(), blocked: patterns, allowed: patterns });
type Form = UseFormReturn<z.input<typeof schema>, unknown, z.output<typeof schema>>;

/** Which files of its workspace an agent may not write itself. People are not held by it. */
export function ReadOnlyCard({ agent, locked }: SettingCardProps) {
  const query = useQuery(settingQueries.readOnly(agent.id));
  const { mutateAsync } = useMutation(changeReadOnly(useQueryClient(), agent.id));
  const save = async ({ enabled, blocked, allowed }: z.output<typeof schema>) => {
    const config = { blocked_patterns: blocked, allowed_patterns: allowed };
    const { hooks_injected } = await mutateAsync({ enabled, config });
    showToast({
      tone: "success",
      title: `Read-only mode of ${agent.name} saved`,
      description: hooks_injected ? "It is in force now." : "It is in force from the next start.",
    });
  };
  return (
    <QueryView query={query} what="read-only mode">
      {({ enabled, config }) => (
        <FormCard
          title="Read-only mode"
          description="Guards files against the agent's own writes. What people do here is not held by it."
          schema={schema}
          values={{
            enabled,
            blocked: config.blocked_patterns.join("\n"),
            allowed: config.allowed_patterns.join("\n"),
          }}
          locked={locked}
          submit={save}
        >
          {(form) => <ReadOnlyFields form={form} />}
        </FormCard>
      )}
    </QueryView>
  );
}

function ReadOnlyFields({ form }: { form: Form }) {
  const [blocked, allowed] = form.watch(["blocked", "allowed"]);
  return (
    <>
      <Checkbox label="The agent may not write what is blocked" {...form.register("enabled")} />
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField form={form} name="blocked" label="Blocked" hint="One pattern a line.">
          {(control) => <Textarea {...control} mono rows={8} spellCheck={false} />}
        </FormField>
        <FormField form={form} name="allowed" label="Allowed all the same" hint="Beats what is blocked.">
          {(control) => <Textarea {...control} mono rows={8} spellCheck={false} />}
        </FormField>
      </div>
      <p className="text-muted text-xs">
        * and ? stay within a folder, ** crosses folders. Without a slash a file&apos;s name is meant, wherever it lies;
        a folder with /* means everything below it.
      </p>
      <PatternTester patterns={{ blocked: patternsOf(blocked), allowed: patternsOf(allowed) }} />
    </>
  );
}
