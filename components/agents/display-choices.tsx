"use client";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Segmented } from "@/components/ui/segmented";
import { type AgentSearch, columnIds, type Density, type SearchChange, usualColumns } from "@/lib/client/agent-search";
import { columnChoices } from "./agent-columns";

const densities = [
  { value: "comfortable", label: "Comfortable" },
  { value: "compact", label: "Compact" },
] as const;

export type DisplayChoicesProps = { search: AgentSearch; onSearch: (change: SearchChange) => void };

/** What the menu offers; it comes with the first sign of a person. */
export default function DisplayChoices({ search, onSearch }: DisplayChoicesProps) {
  const shown = search.columns ?? usualColumns;
  const toggle = (id: (typeof columnIds)[number], on: boolean) => {
    const next = columnIds.filter((one) => (one === id ? on : shown.includes(one)));
    onSearch({ columns: next.join() === usualColumns.join() ? null : next });
  };
  return (
    <>
      <Segmented<Density>
        label="Row height"
        segments={densities}
        value={search.density}
        onChange={(density) => onSearch({ density })}
        className="w-full [&>label]:flex-1 [&>label]:justify-center"
      />
      <fieldset className="grid grid-cols-2 gap-x-2">
        <legend className="mb-1 font-medium text-subtle text-xs">Columns</legend>
        {columnChoices.map(({ id, label }) => (
          <Checkbox
            key={id}
            label={label}
            checked={shown.includes(id)}
            onChange={(event) => toggle(id, event.target.checked)}
          />
        ))}
      </fieldset>
      {search.columns && (
        <Button size="sm" variant="ghost" onClick={() => onSearch({ columns: null })}>
          Usual columns
        </Button>
      )}
    </>
  );
}
