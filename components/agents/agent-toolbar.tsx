"use client";
import { TriangleAlert, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { OnDemandPart, onDemand } from "@/components/ui/on-demand";
import { SearchInput } from "@/components/ui/search-input";
import { type AgentSearch, clearedSearch, isNarrowed, type SearchChange } from "@/lib/client/agent-search";
import { DisplayMenu } from "./display-menu";
import { ExportButton } from "./export-button";
import { FilterButton } from "./filter-button";
import { ViewsMenu } from "./views-menu";

const FilterBar = onDemand(async () => ({ default: (await import("./filter-bar")).FilterBar }), "early");

export type AgentToolbarProps = { search: AgentSearch; onSearch: (change: SearchChange) => void };

/** Views, search, filters and display of the table of agents. */
export function AgentToolbar({ search, onSearch }: AgentToolbarProps) {
  const filter = (text: string) => onSearch({ filter: text || null });
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <ViewsMenu search={search} onSearch={onSearch} />
        <SearchInput
          label="Search agents by name"
          placeholder="Search by name"
          className="w-full sm:w-56"
          maxLength={200}
          value={search.q}
          onChange={(event) => onSearch({ q: event.target.value || null })}
        />
        <FilterButton filter={search.filter} onFilter={filter} />
        <Button
          aria-pressed={search.failed}
          className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
          onClick={() => onSearch({ failed: search.failed ? null : true })}
        >
          <TriangleAlert aria-hidden className="text-danger" />
          Failing
        </Button>
        {isNarrowed(search) && (
          <Button variant="ghost" onClick={() => onSearch(clearedSearch)}>
            <X aria-hidden />
            Clear filters
          </Button>
        )}
        <span className="flex gap-2 sm:ml-auto">
          <ExportButton search={search} />
          <DisplayMenu search={search} onSearch={onSearch} />
        </span>
      </div>
      {search.filter !== "" && (
        <OnDemandPart fallback={<div className="mb-3 h-7" />}>
          <FilterBar filter={search.filter} onFilter={filter} />
        </OnDemandPart>
      )}
    </>
  );
}
