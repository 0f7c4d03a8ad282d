"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "@/components/ui/dropdown-menu";
import { onDemand } from "@/components/ui/on-demand";
import type { AgentSearch, SearchChange } from "@/lib/client/agent-search";
import { isView, viewContent, wholeList } from "@/lib/client/saved-views";
import { viewQueries } from "@/lib/client/view-queries";
import type { ViewDialog } from "./view-dialogs";

export type ViewsMenuProps = { search: AgentSearch; onSearch: (change: SearchChange) => void };
const ViewDialogs = lazy(() => import("./view-dialogs"));
const ViewItems = onDemand(() => import("./view-items"), "early");

/** The saved views: open one, keep the present search as one, change what is one's own. */
export function ViewsMenu({ search, onSearch }: ViewsMenuProps) {
  const { data: views = [], isError } = useQuery(viewQueries.agents());
  const [dialog, setDialog] = useState<ViewDialog | null>(null);
  const current = views.find(({ id }) => id === search.view) ?? null;
  const edited = !isView(search, current ?? wholeList);
  return (
    <>
      <DropdownMenu>
        <ViewsTrigger name={current?.name ?? "All agents"} edited={edited} />
        <DropdownMenuContent align="start" className="w-64">
          <ViewItems
            views={views}
            failed={isError}
            current={current}
            edited={edited}
            search={search}
            onSearch={onSearch}
            onDialog={setDialog}
          />
        </DropdownMenuContent>
      </DropdownMenu>
      {dialog && (
        <Suspense>
          <ViewDialogs
            dialog={dialog}
            view={current}
            content={viewContent(search)}
            onClose={() => setDialog(null)}
            onSearch={onSearch}
          />
        </Suspense>
      )}
    </>
  );
}

function ViewsTrigger({ name, edited }: { name: string; edited: boolean }) {
  return (
    <DropdownMenuTrigger asChild>
      <Button className="max-w-full">
        <span className="truncate">
          <span className="sr-only">View: </span>
          {name}
        </span>
        {edited && <span className="font-normal text-muted text-xs">edited</span>}
        <ChevronDown aria-hidden className="text-subtle" />
      </Button>
    </DropdownMenuTrigger>
  );
}
