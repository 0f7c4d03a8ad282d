"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Building2, Plus } from "lucide-react";
import { lazy, useState } from "react";
import type { DataColumn } from "@/components/patterns/data-column";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { PageTable } from "@/components/patterns/page-table";
import { Button } from "@/components/ui/button";
import { Code } from "@/components/ui/code";
import { FirstUse } from "@/components/ui/on-demand";
import { SearchInput } from "@/components/ui/search-input";
import { Time } from "@/components/ui/time";
import { text, usually } from "@/lib/client/address-parts";
import { useAddress } from "@/lib/client/use-address";
import { workspaceQueries } from "@/lib/client/workspace-queries";
import type { Workspace } from "@/lib/contracts/console/wire/workspaces";
import { ForInstanceAdmins } from "./for-admins";
import { roleLabels } from "./role-options";
import { WorkspaceMenu } from "./workspace-menu";

const CreateWorkspaceDialog = lazy(() =>
  import("./create-workspace-dialog").then(({ CreateWorkspaceDialog }) => ({ default: CreateWorkspaceDialog })),
);

const searched = { q: usually(text, "") };

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
  const [{ q }, setAddress] = useAddress(searched);
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
        onChange={(event) => void setAddress({ q: event.target.value || null })}
      />
      <PageTable
        query={query}
        what="the workspaces"
        label="Workspaces"
        columns={columns}
        rowId={({ id }) => id}
        empty={<EmptyState icon={<Building2 />} title={q ? "No workspace fits" : "No workspaces yet"} />}
      />
      <FirstUse when={creating}>
        <CreateWorkspaceDialog open={creating} onOpenChange={setCreating} />
      </FirstUse>
    </>
  );
}
