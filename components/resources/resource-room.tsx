"use client";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { FactList } from "@/components/agents/fact-list";
import { EditDeleteButtons } from "@/components/patterns/edit-delete-buttons";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { HiddenHeading } from "@/components/patterns/page-title";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";
import { dialogOnDemand, FirstUse, onDemand } from "@/components/ui/on-demand";
import { SkeletonLines } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { ApiError } from "@/lib/client/api-error";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import { type AnyResource, type ResourceOf, resourceQueries } from "@/lib/client/resource-queries";
import { resourceWords } from "@/lib/client/resource-words";
import type { ResourceKindName } from "@/lib/domain/resources/rules";
import { McpServerBody, SchemaBody, SkillBody, ToolBody } from "./resource-body";
import { ResourceIcon } from "./resource-icon";
import { UsedBy } from "./used-by";

const ConnectionBody = onDemand(async () => ({ default: (await import("./connection-body")).ConnectionBody }));
const SemanticModelBody = onDemand(async () => ({
  default: (await import("./semantic-model-body")).SemanticModelBody,
}));
const ResourceForm = lazy(() => import("./resource-form").then(({ ResourceForm }) => ({ default: ResourceForm })));

const DeleteResourceDialog = dialogOnDemand(async () => ({
  default: (await import("./delete-resource-dialog")).DeleteResourceDialog,
}));

type Loaded = { [K in ResourceKindName]: { kind: K; existing: ResourceOf[K] } }[ResourceKindName];

/** What was loaded, with its kind; the address of the request had both. */
function asLoaded(kind: ResourceKindName, existing: AnyResource): Loaded {
  return { kind, existing } as Loaded;
}

type ResourceRoomProps = { kind: ResourceKindName; id: string; onGone: () => void };

/** One resource: what it is, who uses it, and what can be done with it. */
export function ResourceRoom({ kind, id, onGone }: ResourceRoomProps) {
  const [deleted, setDeleted] = useState(false);
  const query = useQuery({ ...resourceQueries.any(kind, id), enabled: !deleted });
  const gone = query.error instanceof ApiError && query.error.status === 404;
  if (gone) return <NotThere kind={kind} />;
  return (
    <>
      {!query.data && <HiddenHeading title={resourceWords[kind].one} within={[resourceWords[kind].many]} />}
      <QueryView query={query} what={`the ${resourceWords[kind].one}`}>
        {(resource) => (
          <Room
            loaded={asLoaded(kind, resource)}
            onDeleted={() => {
              setDeleted(true);
              onGone();
            }}
          />
        )}
      </QueryView>
    </>
  );
}

/** The creator and admins change a resource, in the workspace that owns it. */
function useMayChange({ workspaceId, createdBy }: AnyResource): boolean {
  const { me, workspace } = useConsoleSession();
  const here = workspace?.id === workspaceId;
  const admin = workspace?.role === "admin" || workspace?.role === "owner";
  return me.instanceAdmin || (here && (admin || createdBy === me.id));
}

function Room({ loaded, onDeleted }: { loaded: Loaded; onDeleted: () => void }) {
  const { kind, existing } = loaded;
  const [dialog, setDialog] = useState<"edit" | "delete" | null>(null);
  const mayChange = useMayChange(existing);
  const close = () => setDialog(null);
  return (
    <>
      <PageHeader
        title={existing.name}
        description={existing.description || undefined}
        crumbs={[{ label: resourceWords[kind].many, href: consolePaths.resources(kind) }, { label: existing.name }]}
        actions={
          mayChange && <EditDeleteButtons onEdit={() => setDialog("edit")} onDelete={() => setDialog("delete")} />
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Suspense fallback={<SkeletonLines lines={8} />}>
            <Body {...loaded} />
          </Suspense>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <UsedBy kind={kind} resource={existing} />
          <About resource={existing} />
        </div>
      </div>
      <FirstUse when={dialog === "edit"}>
        <ResourceForm {...loaded} open={dialog === "edit"} onOpenChange={close} />
      </FirstUse>
      <DeleteResourceDialog
        kind={kind}
        resource={existing}
        open={dialog === "delete"}
        onOpenChange={close}
        onDeleted={onDeleted}
      />
    </>
  );
}

function Body(loaded: Loaded) {
  if (loaded.kind === "skills") return <SkillBody skill={loaded.existing} />;
  if (loaded.kind === "tools") return <ToolBody tool={loaded.existing} />;
  if (loaded.kind === "schemas") return <SchemaBody schema={loaded.existing} />;
  if (loaded.kind === "semantic-data-models") return <SemanticModelBody model={loaded.existing} />;
  if (loaded.kind === "data-connections") return <ConnectionBody connection={loaded.existing} />;
  return <McpServerBody server={loaded.existing} />;
}

function About({ resource }: { resource: AnyResource }) {
  const { me, workspace } = useConsoleSession();
  const elsewhere = workspace !== null && workspace.id !== resource.workspaceId;
  const facts = [
    {
      label: "Id",
      value: (
        <span className="inline-flex max-w-full items-center gap-1">
          <Code>{resource.id}</Code>
          <CopyButton value={resource.id} what="id" />
        </span>
      ),
    },
    { label: "Created", value: <Time value={resource.createdAt} /> },
    { label: "Updated", value: <Time value={resource.updatedAt} /> },
    ...(resource.createdBy === me.id ? [{ label: "Created by", value: "You" }] : []),
    ...(elsewhere ? [{ label: "Comes from", value: "Another workspace, by an integration" }] : []),
  ];
  return (
    <Card>
      <CardHeader title="About" />
      <CardBody>
        <FactList facts={facts} />
      </CardBody>
    </Card>
  );
}

function NotThere({ kind }: { kind: ResourceKindName }) {
  const { several, one } = resourceWords[kind];
  return (
    <>
      <HiddenHeading title={`${one} not found`} />
      <EmptyState
        icon={<ResourceIcon kind={kind} />}
        title={`This ${one} is not there`}
        actions={
          <Button asChild>
            <Link href={consolePaths.resources(kind)}>All {several}</Link>
          </Button>
        }
      >
        It was deleted, or it belongs to a workspace that you are not in.
      </EmptyState>
    </>
  );
}
