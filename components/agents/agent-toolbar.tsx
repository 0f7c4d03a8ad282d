"use client";
import { ListFilterPlus, TriangleAlert, X } from "lucide-react";
import { Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { onDemand } from "@/components/ui/on-demand";
import { SearchInput } from "@/components/ui/search-input";
import { emptyTree, type FilterTree, filterText, readFilter } from "@/lib/client/agent-filter";
import { addCondition } from "@/lib/client/agent-filter-edit";
import { type AgentSearch, clearedSearch, isNarrowed, type SearchChange } from "@/lib/client/agent-search";
import { useConsoleSession } from "@/lib/client/console-session";
import { useHotkeys } from "@/lib/client/use-hotkeys";
import { ConditionEditor } from "./condition-editor";
import { DisplayMenu } from "./display-menu";
import { ExportButton } from "./export-button";
import { ViewsMenu } from "./views-menu";

const FilterBar = onDemand(async () => ({ default: (await import("./filter-bar")).FilterBar }), "early");

export type AgentToolbarProps = { search: AgentSearch; onSearch: (change: SearchChange) => void };

/** Views, search, filters and display of the table of agents. */
export function AgentToolbar({ search, onSearch }: AgentToolbarProps) {
  const tree = readFilter(search.filter);
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
        {tree && <AddFilter tree={tree} onFilter={filter} />}
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
      {(tree === null || tree.items.length > 0) && (
        <Suspense>
          <FilterBar tree={tree} onFilter={filter} />
        </Suspense>
      )}
    </>
  );
}

function AddFilter({ tree, onFilter }: { tree: FilterTree; onFilter: (text: string) => void }) {
  const { me } = useConsoleSession();
  const [open, setOpen] = useState(false);
  useHotkeys({ f: () => setOpen(true) }, me.shortcuts);
  return (
    <ConditionEditor
      label="Add a filter"
      submitLabel="Add filter"
      open={open}
      onOpenChange={setOpen}
      onSave={(condition) => onFilter(filterText(addCondition(tree ?? emptyTree, condition)))}
    >
      <Button>
        <ListFilterPlus aria-hidden />
        Filter
      </Button>
    </ConditionEditor>
  );
}
