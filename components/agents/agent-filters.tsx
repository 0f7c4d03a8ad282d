"use client";
import { TriangleAlert, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { type AgentSearch, isNarrowed } from "@/lib/client/agent-search";
import { FilterMenu } from "./filter-menu";

const reviews = [
  { value: "PENDING", label: "Pending review" },
  { value: "ACTIVE", label: "Active" },
  { value: "REJECTED", label: "Declined" },
  { value: "DISABLED", label: "Disabled" },
] as const;
const runs = [
  { value: "running", label: "Running" },
  { value: "stopped", label: "Stopped" },
  { value: "exited", label: "Exited" },
] as const;
const hosting = [
  { value: "integrated", label: "Inside Muster" },
  { value: "container", label: "Own container" },
] as const;

/** A search without filters; null takes a filter out of the address. */
export const clearedSearch = { q: null, status: null, run: null, hosting: null, failed: null } as const;

export type SearchChange = { [K in keyof AgentSearch]?: AgentSearch[K] | null };
type AgentFiltersProps = { search: AgentSearch; onSearch: (change: SearchChange) => void };

/** Search and filters of the list of agents. */
export function AgentFilters({ search, onSearch }: AgentFiltersProps) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchInput
        label="Search agents by name"
        placeholder="Search by name"
        className="w-full sm:w-64"
        maxLength={200}
        value={search.q}
        onChange={(event) => onSearch({ q: event.target.value || null })}
      />
      <FilterMenu
        label="Review"
        options={reviews}
        values={search.status}
        onValues={(status) => onSearch({ status: status.length > 0 ? status : null })}
      />
      <FilterMenu
        label="Run state"
        options={runs}
        values={search.run}
        onValues={(run) => onSearch({ run: run.length > 0 ? run : null })}
      />
      <FilterMenu
        single
        label="Hosting"
        options={hosting}
        values={search.hosting ? [search.hosting] : []}
        onValues={([one]) => onSearch({ hosting: one ?? null })}
      />
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
    </div>
  );
}
