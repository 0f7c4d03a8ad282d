"use client";
import { Bot } from "lucide-react";
import { useForm } from "react-hook-form";
import { checkedBy } from "@/components/patterns/checked-by";
import { EmptyState } from "@/components/patterns/empty-state";
import { FormError } from "@/components/patterns/form-error";
import { PageHeader } from "@/components/patterns/page-header";
import { showServerError } from "@/components/patterns/server-error";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { mayCreateAgents } from "@/lib/client/agent-rights";
import { useConsoleSession } from "@/lib/client/console-session";
import { toNewAgent } from "@/lib/client/new-agent";
import type { NewAgentForm } from "@/lib/client/new-agent-form";
import { useCreation } from "@/lib/client/use-creation";
import { CreationProgress } from "./creation-progress";
import { NewAgentFields } from "./new-agent-fields";

/** A template that can be chosen. */
export type TemplateChoice = {
  name: string;
  title: string;
  description: string;
  cpu: string;
  memory: string;
  /** Variables that an agent made of it asks for. */
  needs: readonly string[];
};

export type NewAgentProps = { templates: readonly TemplateChoice[]; onMade: (agentId: string) => void };

/** Makes a container agent: what it is called, what it begins with, and what it may use. */
export function NewAgent({ templates, onMade }: NewAgentProps) {
  const { workspace } = useConsoleSession();
  return (
    <>
      <PageHeader
        title="New agent"
        crumbs={[{ label: "Agents", href: "/agents" }, { label: "New agent" }]}
        description="It gets a workspace of its own, begins with the files of a template, and is started at once."
      />
      {mayCreateAgents(workspace) ? (
        <NewAgentCard templates={templates} onMade={onMade} />
      ) : (
        <EmptyState icon={<Bot />} title="You may not create agents here">
          Developers, admins and owners of a workspace create agents.
        </EmptyState>
      )}
    </>
  );
}

const first = (templates: readonly TemplateChoice[]): NewAgentForm => ({
  name: "",
  template: templates.find(({ name }) => name === "business-assistant")?.name ?? templates[0]?.name ?? "",
  github_repo: "",
  runtime: "claude-code",
  runtime_model: "",
  resources: { cpu: "", memory: "" },
  custom_instructions: "",
});

function NewAgentCard({ templates, onMade }: NewAgentProps) {
  const { create, creation } = useCreation();
  const form = useForm<NewAgentForm>({
    resolver: checkedBy(async () => (await import("@/lib/client/new-agent-form")).newAgentForm),
    defaultValues: first(templates),
  });
  const submit = async (values: NewAgentForm) => {
    try {
      onMade(await create(toNewAgent(values)));
    } catch (error) {
      showServerError(form, error);
    }
  };
  return (
    <div className="max-w-3xl">
      {creation && <CreationProgress creation={creation} />}
      <form noValidate hidden={creation !== null} onSubmit={form.handleSubmit(submit)}>
        <Card>
          <CardBody className="flex flex-col gap-5 py-4">
            <FormError errors={form.formState.errors} />
            <NewAgentFields form={form} templates={templates} />
          </CardBody>
          <CardFooter className="justify-end">
            <Button asChild>
              <Link href="/agents">Cancel</Link>
            </Button>
            <Button type="submit" variant="primary" loading={form.formState.isSubmitting}>
              Create and start
            </Button>
          </CardFooter>
        </Card>
      </form>
    </div>
  );
}
