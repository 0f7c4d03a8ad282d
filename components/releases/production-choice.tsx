"use client";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Combobox } from "@/components/patterns/combobox";
import type { Choices } from "@/lib/client/release-mapping";
import { resourceQueries } from "@/lib/client/resource-queries";
import { resourceWords } from "@/lib/client/resource-words";
import type { PlannedResource } from "@/lib/contracts/console/wire/version";

/** Where each kind is found. */
export const placeOf = { mcpServers: "mcp-servers", dataConnections: "data-connections" } as const;

type ProductionChoiceProps = {
  /** The agent's: resources of others cannot stand in. */
  workspace: string | undefined;
  resource: PlannedResource;
  value: Choices[string];
  onChoose: (choice: Choices[string]) => void;
};

/** Searches what can stand in for a resource: of its kind, and of connections those of its engine. */
export function ProductionChoice({ workspace, resource, value, onChoose }: ProductionChoiceProps) {
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim());
  const kind = placeOf[resource.kind];
  const query = useQuery(resourceQueries.choices(kind, asked, { engine: resource.engine ?? undefined, workspace }));
  const found = (query.data?.data ?? []).filter(({ id }) => id !== resource.id);
  const { one } = resourceWords[kind];
  return (
    <Combobox
      label={`What goes live for ${resource.name}`}
      none="Itself"
      value={value?.name ?? null}
      placeholder={resource.engine ? `Search connections of ${resource.engine}` : "Search MCP servers"}
      options={found.map(({ id, name, description }) => ({ id, label: name, hint: description || undefined }))}
      searching={query.isFetching}
      onSearch={setText}
      onChange={(id) => {
        const chosen = found.find((other) => other.id === id);
        onChoose(chosen ? { id: chosen.id, name: chosen.name } : null);
      }}
      nothing={`No other ${one} fits.`}
    />
  );
}
