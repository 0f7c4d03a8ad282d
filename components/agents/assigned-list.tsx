"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { Picker } from "@/components/patterns/picker";
import { VisibleText } from "@/components/patterns/visible-text";
import { ResourceIcon } from "@/components/resources/resource-icon";
import { Card, CardHeader } from "@/components/ui/card";
import { IconButton } from "@/components/ui/icon-button";
import { TextLink } from "@/components/ui/link";
import { type AssignedKind, moved } from "@/lib/client/assignment-queries";
import { consolePaths } from "@/lib/client/console-paths";
import { resourceQueries } from "@/lib/client/resource-queries";
import { resourceWords } from "@/lib/client/resource-words";
import type { AssignedThing } from "@/lib/contracts/console/wire/assignment";
import type { ResourceKindName } from "@/lib/domain/resources/rules";

const kinds: Readonly<Record<AssignedKind, ResourceKindName>> = {
  skills: "skills",
  tools: "tools",
  mcpServers: "mcp-servers",
};

type AssignedListProps = {
  kind: AssignedKind;
  things: readonly AssignedThing[];
  /** Absent: it is only shown. */
  onChange?: (things: AssignedThing[]) => void;
};

/** What is assigned of one kind, in its order. */
export function AssignedList({ kind, things, onChange }: AssignedListProps) {
  const name = kinds[kind];
  const { many, one, article } = resourceWords[name];
  return (
    <Card>
      <CardHeader
        title={many}
        actions={onChange && <AddThing kind={name} things={things} onAdd={(thing) => onChange([...things, thing])} />}
      />
      {things.length === 0 ? (
        <p className="px-4 py-3 text-muted text-sm">
          {onChange ? `None yet. Add ${article} that the agent should have.` : `This agent has no ${one}.`}
        </p>
      ) : (
        <ol aria-label={many} className="divide-y divide-line">
          {things.map((thing, i) => (
            <li key={thing.id} className="flex items-center gap-3 px-4 py-2">
              <span className="shrink-0 text-muted [&_svg]:size-4">
                <ResourceIcon kind={name} />
              </span>
              <div className="min-w-0 flex-1">
                <TextLink className="block truncate text-sm" href={consolePaths.resource(name, thing.id)}>
                  <VisibleText text={thing.name} />
                </TextLink>
                {thing.description && (
                  <p className="truncate text-muted text-xs">
                    <VisibleText text={thing.description} />
                  </p>
                )}
              </div>
              {onChange && <Moves things={things} at={i} onChange={onChange} />}
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

type MovesProps = { things: readonly AssignedThing[]; at: number; onChange: (things: AssignedThing[]) => void };

function Moves({ things, at, onChange }: MovesProps) {
  const name = things[at]?.name ?? "";
  return (
    <div className="flex shrink-0 items-center">
      <IconButton
        size="sm"
        label={`Move ${name} up`}
        disabled={at === 0}
        onClick={() => onChange(moved(things, at, -1))}
      >
        <ChevronUp aria-hidden />
      </IconButton>
      <IconButton
        size="sm"
        label={`Move ${name} down`}
        disabled={at === things.length - 1}
        onClick={() => onChange(moved(things, at, 1))}
      >
        <ChevronDown aria-hidden />
      </IconButton>
      <IconButton size="sm" label={`Remove ${name}`} onClick={() => onChange(things.filter((_, i) => i !== at))}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}

type AddThingProps = {
  kind: ResourceKindName;
  things: readonly AssignedThing[];
  onAdd: (thing: AssignedThing) => void;
};

function AddThing({ kind, things, onAdd }: AddThingProps) {
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim());
  const query = useQuery(resourceQueries.choices(kind, asked));
  const { article, one, many } = resourceWords[kind];
  const taken = new Set(things.map(({ id }) => id));
  const free = (query.data?.data ?? []).filter(({ id }) => !taken.has(id));
  const pick = (id: string) => {
    const found = free.find((one) => one.id === id);
    if (found) onAdd({ id, name: found.name, description: found.description, workspaceId: found.workspaceId });
  };
  return (
    <Picker
      label={`Add ${article}`}
      placeholder={`Search ${many}`}
      options={free.map(({ id, name, description }) => ({ id, label: name, hint: description || undefined }))}
      searching={query.isFetching}
      onSearch={setText}
      onPick={pick}
      nothing={asked ? `No other ${one} fits.` : `No other ${one} in this workspace.`}
    />
  );
}
