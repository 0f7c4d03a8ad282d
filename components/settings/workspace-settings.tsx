"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Building2 } from "lucide-react";
import type { z } from "zod";
import { EmptyState } from "@/components/patterns/empty-state";
import { FormCard } from "@/components/patterns/form-card";
import { FormField } from "@/components/patterns/form-field";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toaster";
import { useConsoleSession } from "@/lib/client/console-session";
import { changeWorkspace, workspaceQueries } from "@/lib/client/workspace-queries";
import type { Workspace, workspaceChanges } from "@/lib/contracts/console/wire/workspaces";
import { QuotaCard } from "./quota-card";
import { RetentionCard } from "./retention-card";
import { SubmissionRulesCard } from "./submission-rules-card";

/** What each card of the page needs: the workspace, how to save, and why not. */
export type WorkspaceCardProps = {
  workspace: Workspace;
  save: (changes: z.input<typeof workspaceChanges>) => Promise<unknown>;
  locked: string | undefined;
};

/** The workspace's name, rules and limits. */
export function WorkspaceSettings() {
  const { workspace } = useConsoleSession();
  if (!workspace) {
    return (
      <>
        <PageHeader title="Workspace" />
        <EmptyState icon={<Building2 />} title="You belong to no workspace" />
      </>
    );
  }
  return <Cards id={workspace.id} />;
}

function Cards({ id }: { id: string }) {
  const { me, workspace: own } = useConsoleSession();
  const query = useQuery(workspaceQueries.one(id));
  const { mutateAsync } = useMutation(changeWorkspace(useQueryClient(), id));
  const manages = me.instanceAdmin || own?.role === "owner" || own?.role === "admin";
  const locked = manages ? undefined : "Owners and admins of the workspace can change this.";
  return (
    <>
      <PageHeader title="Workspace" description={`Name, rules and limits of ${own?.name ?? "the workspace"}.`} />
      <QueryView query={query} what="the workspace">
        {(workspace) => {
          const save = async (changes: z.input<typeof workspaceChanges>) => {
            await mutateAsync({ changes, rev: workspace.rev });
            showToast({ tone: "success", title: `Saved ${changes.name ?? workspace.name}` });
          };
          const props = { workspace, save, locked };
          return (
            <div className="flex flex-col gap-5">
              <NameCard {...props} />
              <RetentionCard {...props} />
              <SubmissionRulesCard {...props} />
              <QuotaCard {...props} />
            </div>
          );
        }}
      </QueryView>
    </>
  );
}

const schema = async () =>
  (await import("@/lib/contracts/console/wire/workspaces")).workspaceChanges.pick({ name: true, slug: true });

function NameCard({ workspace, save, locked }: WorkspaceCardProps) {
  const { me } = useConsoleSession();
  const { name, slug } = workspace;
  return (
    <FormCard
      title="Name"
      schema={schema}
      values={{ name, slug }}
      locked={locked}
      submit={(values) => save(me.instanceAdmin ? values : { name: values.name })}
    >
      {(form) => (
        <>
          <FormField form={form} name="name" label="Name" required>
            {(control) => <Input {...control} autoComplete="off" />}
          </FormField>
          <FormField
            form={form}
            name="slug"
            label="Slug"
            hint={
              me.instanceAdmin
                ? "Stands in addresses; programs that use the old one stop working."
                : "Stands in addresses. Instance admins can change it."
            }
          >
            {(control) => (
              <Input
                {...control}
                readOnly={!me.instanceAdmin}
                className="font-mono read-only:bg-hover"
                autoComplete="off"
              />
            )}
          </FormField>
        </>
      )}
    </FormCard>
  );
}
