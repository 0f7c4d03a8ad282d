"use client";
import { Bot } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { stillForm } from "@/components/patterns/still-form";
import { OnDemandPart, onDemand } from "@/components/ui/on-demand";
import { mayCreateAgents } from "@/lib/client/agent-rights";
import { useConsoleSession } from "@/lib/client/console-session";
import type { NewAgentForm } from "@/lib/client/new-agent-form";
import { NewAgentFrame } from "./new-agent-frame";

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

const LiveForm = onDemand(() => import("./new-agent-live"), "soon");

function NewAgentCard({ templates, onMade }: NewAgentProps) {
  const values = first(templates);
  const still = (
    <div inert className="max-w-3xl">
      <NewAgentFrame form={stillForm<NewAgentForm, NewAgentForm>(values)} templates={templates} />
    </div>
  );
  return (
    <OnDemandPart fallback={still}>
      <LiveForm values={values} templates={templates} onMade={onMade} />
    </OnDemandPart>
  );
}
