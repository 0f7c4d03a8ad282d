"use client";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { VisibleText } from "@/components/patterns/visible-text";
import { ResourceIcon } from "@/components/resources/resource-icon";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { IconButton } from "@/components/ui/icon-button";
import { TextLink } from "@/components/ui/link";
import { type AssignedKind, isOrdered, moved } from "@/lib/client/assignment-queries";
import { consolePaths } from "@/lib/client/console-paths";
import { resourceWords } from "@/lib/client/resource-words";
import type { AssignedThing, UsedConnection } from "@/lib/contracts/console/wire/assignment";
import type { ResourceKindName } from "@/lib/domain/resources/rules";
import { AddThing } from "./add-thing";

const kinds: Readonly<Record<AssignedKind, ResourceKindName>> = {
  skills: "skills",
  tools: "tools",
  mcpServers: "mcp-servers",
  semanticDataModels: "semantic-data-models",
  dataConnections: "data-connections",
};

type AssignedListProps = {
  kind: AssignedKind;
  /** Where more of them are looked for. */
  workspaceId: string | null;
  things: readonly AssignedThing[];
  /** Connections that models of the agent name, by id. */
  through?: ReadonlyMap<string, UsedConnection>;
  /** Absent: it is only shown. */
  onChange?: (things: AssignedThing[]) => void;
};

/** What is assigned of one kind, in its order. */
export function AssignedList({ kind, workspaceId, things, through, onChange }: AssignedListProps) {
  const name = kinds[kind];
  const { many, one, article } = resourceWords[name];
  const named = [...(through?.values() ?? [])].filter(({ id }) => !things.some((thing) => thing.id === id));
  const add = (thing: AssignedThing) => onChange?.([...things, thing]);
  return (
    <Card>
      <CardHeader
        title={many}
        actions={onChange && <AddThing kind={name} workspaceId={workspaceId} things={things} onAdd={add} />}
      />
      {things.length + named.length === 0 ? (
        <p className="px-4 py-3 text-muted text-sm">
          {onChange ? `None yet. Add ${article} that the agent should have.` : `This agent has no ${one}.`}
        </p>
      ) : (
        <ol aria-label={many} className="divide-y divide-line">
          {things.map((thing, i) => (
            <Row key={thing.id} kind={name} thing={thing} through={through?.get(thing.id)}>
              {onChange && <Changes kind={kind} things={things} at={i} onChange={onChange} />}
            </Row>
          ))}
          {named.map((thing) => (
            <Row key={thing.id} kind={name} thing={thing} through={thing} />
          ))}
        </ol>
      )}
    </Card>
  );
}

type RowProps = {
  kind: ResourceKindName;
  thing: AssignedThing;
  through?: UsedConnection;
  children?: React.ReactNode;
};

function Row({ kind, thing, through, children }: RowProps) {
  return (
    <li className="flex items-center gap-3 px-4 py-2">
      <span className="shrink-0 text-muted [&_svg]:size-4">
        <ResourceIcon kind={kind} />
      </span>
      <div className="min-w-0 flex-1">
        <TextLink className="block truncate text-sm" href={consolePaths.resource(kind, thing.id)}>
          <VisibleText text={thing.name} />
        </TextLink>
        {thing.description && (
          <p className="truncate text-muted text-xs">
            <VisibleText text={thing.description} />
          </p>
        )}
      </div>
      {through && <Through models={through.through} />}
      {children}
    </li>
  );
}

/** By which models an agent comes to a connection. */
function Through({ models }: { models: UsedConnection["through"] }) {
  const [first, ...more] = models;
  if (!first) return null;
  return (
    <Badge className="min-w-0 max-w-[45%] shrink">
      <span className="truncate" title={models.map(({ name }) => name).join(", ")}>
        through <VisibleText text={first.name} />
        {more.length > 0 && ` +${more.length}`}
      </span>
    </Badge>
  );
}

type ChangesProps = {
  kind: AssignedKind;
  things: readonly AssignedThing[];
  at: number;
  onChange: (things: AssignedThing[]) => void;
};

function Changes({ kind, things, at, onChange }: ChangesProps) {
  const name = things[at]?.name ?? "";
  const move = (by: -1 | 1) => onChange(moved(things, at, by));
  return (
    <div className="flex shrink-0 items-center">
      {isOrdered(kind) && (
        <>
          <IconButton size="sm" label={`Move ${name} up`} disabled={at === 0} onClick={() => move(-1)}>
            <ChevronUp aria-hidden />
          </IconButton>
          <IconButton size="sm" label={`Move ${name} down`} disabled={at === things.length - 1} onClick={() => move(1)}>
            <ChevronDown aria-hidden />
          </IconButton>
        </>
      )}
      <IconButton size="sm" label={`Remove ${name}`} onClick={() => onChange(things.filter((_, i) => i !== at))}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
