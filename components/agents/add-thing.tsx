"use client";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Picker } from "@/components/patterns/picker";
import { resourceQueries } from "@/lib/client/resource-queries";
import { resourceWords } from "@/lib/client/resource-words";
import type { AssignedThing } from "@/lib/contracts/console/wire/assignment";
import type { ResourceKindName } from "@/lib/domain/resources/rules";

type AddThingProps = {
  kind: ResourceKindName;
  workspaceId: string | null;
  things: readonly AssignedThing[];
  onAdd: (thing: AssignedThing) => void;
};

/** Looks for one more thing of a kind by its name. */
export function AddThing({ kind, workspaceId, things, onAdd }: AddThingProps) {
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim());
  const query = useQuery(resourceQueries.choices(kind, asked, { workspace: workspaceId ?? undefined }));
  const { article, one, several } = resourceWords[kind];
  const taken = new Set(things.map(({ id }) => id));
  const free = (query.data?.data ?? []).filter(({ id }) => !taken.has(id));
  const pick = (id: string) => {
    const found = free.find((thing) => thing.id === id);
    if (found) onAdd({ id, name: found.name, description: found.description, workspaceId: found.workspaceId });
  };
  return (
    <Picker
      label={`Add ${article}`}
      placeholder={`Search ${several}`}
      options={free.map(({ id, name, description }) => ({ id, label: name, hint: description || undefined }))}
      searching={query.isFetching}
      onSearch={setText}
      onPick={pick}
      nothing={
        query.error
          ? "You cannot read what this workspace has."
          : asked
            ? `No other ${one} fits.`
            : `No other ${one} in this workspace.`
      }
    />
  );
}
