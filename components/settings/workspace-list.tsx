"use client";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Building2, Plus } from "lucide-react";
import { debounce, parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import type { DataColumn } from "@/components/patterns/data-column";
import { EmptyState } from "@/components/patterns/empty-state";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { PageHeader } from "@/components/patterns/page-header";
import { PageTable } from "@/components/patterns/page-table";
import { Button } from "@/components/ui/button";
import { Code } from "@/components/ui/code";
import { Input } from "@/components/ui/input";
import { SearchInput } from "@/components/ui/search-input";
import { Time } from "@/components/ui/time";
import { showToast } from "@/components/ui/toaster";
import { createWorkspace, workspaceQueries } from "@/lib/client/workspace-queries";
import { newWorkspace, type Workspace } from "@/lib/contracts/console/wire/workspaces";
import { ForInstanceAdmins } from "./for-admins";
import { roleLabels } from "./role-options";
import { WorkspaceMenu } from "./workspace-menu";

const columns: readonly DataColumn<Workspace>[] = [
  {
    id: "name",
    header: "Workspace",
    primary: true,
    cell: ({ name }) => name,
    detail: ({ slug }) => (
      <span className="truncate text-muted text-xs">
        <Code>{slug}</Code>
      </span>
    ),
  },
  { id: "role", header: "Your role", className: "w-28", cell: ({ role }) => (role ? roleLabels[role] : "–") },
  { id: "memberCount", header: "Members", className: "w-24", cell: ({ memberCount }) => memberCount },
  { id: "agentCount", header: "Agents", className: "w-24", cell: ({ agentCount }) => agentCount },
  {
    id: "createdAt",
    header: "Created",
    className: "w-32",
    secondary: true,
    cell: ({ createdAt }) => <Time value={createdAt} />,
  },
  { id: "actions", header: "Actions", className: "w-20", cell: (workspace) => <WorkspaceMenu workspace={workspace} /> },
];

/** All workspaces. */
export function WorkspaceList() {
  return (
    <ForInstanceAdmins title="Workspaces">
      <Workspaces />
    </ForInstanceAdmins>
  );
}

function Workspaces() {
  const [q, setQ] = useQueryState("q", parseAsString.withDefault("").withOptions({ history: "replace" }));
  const query = useInfiniteQuery(workspaceQueries.everywhere(q));
  const [creating, setCreating] = useState(false);
  return (
    <>
      <PageHeader
        title="Workspaces"
        description="All workspaces of this instance. Agents, members and resources of one are never seen in another."
        actions={
          <Button variant="primary" onClick={() => setCreating(true)}>
            <Plus aria-hidden />
            New workspace
          </Button>
        }
      />
      <SearchInput
        label="Search workspaces"
        placeholder="Search by name or slug"
        className="mb-3 w-full sm:w-72"
        value={q}
        maxLength={200}
        onChange={(event) => void setQ(event.target.value || null, { limitUrlUpdates: debounce(200) })}
      />
      <PageTable
        query={query}
        what="the workspaces"
        label="Workspaces"
        columns={columns}
        rowId={({ id }) => id}
        empty={<EmptyState icon={<Building2 />} title={q ? "No workspace fits" : "No workspaces yet"} />}
      />
      <CreateDialog open={creating} onOpenChange={setCreating} />
    </>
  );
}

type DialogProps = { open: boolean; onOpenChange: (open: boolean) => void };
const schema = newWorkspace.pick({ name: true });

function CreateDialog({ open, onOpenChange }: DialogProps) {
  const { mutateAsync } = useMutation(createWorkspace(useQueryClient()));
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title="New workspace"
      description="You become its first owner. Its slug is made from the name and can be changed later."
      size="sm"
      schema={schema}
      defaultValues={{ name: "" }}
      submitLabel="Create workspace"
      submit={async (values) => {
        const { name } = await mutateAsync(values);
        showToast({
          tone: "success",
          title: `Created ${name}`,
          description: "Enter it from the switcher at the side.",
        });
      }}
    >
      {(form) => (
        <FormField form={form} name="name" label="Name" required>
          {(control) => <Input {...control} autoComplete="off" />}
        </FormField>
      )}
    </FormDialog>
  );
}
