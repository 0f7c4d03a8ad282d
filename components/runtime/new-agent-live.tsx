"use client";
import { useForm } from "react-hook-form";
import { checkedBy } from "@/components/patterns/checked-by";
import { showServerError } from "@/components/patterns/server-error";
import { Form } from "@/components/ui/form";
import { toNewAgent } from "@/lib/client/new-agent";
import type { NewAgentForm } from "@/lib/client/new-agent-form";
import { useCreation } from "@/lib/client/use-creation";
import { CreationProgress } from "./creation-progress";
import type { NewAgentProps } from "./new-agent";
import { NewAgentFrame } from "./new-agent-frame";

/** The form of a new agent once it can be filled in, and then how the agent comes about. */
export default function NewAgentLive({ values, templates, onMade }: NewAgentProps & { values: NewAgentForm }) {
  const { create, creation } = useCreation();
  const form = useForm<NewAgentForm>({
    resolver: checkedBy(async () => (await import("@/lib/client/new-agent-form")).newAgentForm),
    defaultValues: values,
  });
  const submit = async (typed: NewAgentForm) => {
    try {
      onMade(await create(toNewAgent(typed)));
    } catch (error) {
      showServerError(form, error);
    }
  };
  return (
    <div className="max-w-3xl">
      {creation && <CreationProgress creation={creation} />}
      <Form noValidate hidden={creation !== null} onSubmit={form.handleSubmit(submit)}>
        <NewAgentFrame form={form} templates={templates} />
      </Form>
    </div>
  );
}
