"use client";
import { useQuery } from "@tanstack/react-query";
import { BookmarkPlus, ChevronDown } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { AgentSearch, SearchChange } from "@/lib/client/agent-search";
import { useConsoleSession } from "@/lib/client/console-session";
import { isView, viewChange, viewContent } from "@/lib/client/saved-views";
import { type SavedView, viewQueries } from "@/lib/client/view-queries";
import { ViewActs } from "./view-acts";
import type { ViewDialog } from "./view-dialogs";

export type ViewsMenuProps = { search: AgentSearch; onSearch: (change: SearchChange) => void };
const ViewDialogs = lazy(() => import("./view-dialogs"));

/** The table without any view. */
export const wholeList = { id: "all", query: "", columns: [] } as const;

/** The saved views: open one, keep the present search as one, change what is one's own. */
export function ViewsMenu({ search, onSearch }: ViewsMenuProps) {
  const { data: views = [], isError } = useQuery(viewQueries.agents());
  const [dialog, setDialog] = useState<ViewDialog | null>(null);
  const current = views.find(({ id }) => id === search.view) ?? null;
  const edited = !isView(search, current ?? wholeList);
  const open = (id: string) => {
    const view = views.find((one) => one.id === id) ?? wholeList;
    onSearch(viewChange(view));
  };
  return (
    <>
      <DropdownMenu>
        <ViewsTrigger name={current?.name ?? "All agents"} edited={edited} />
        <DropdownMenuContent align="start" className="w-64">
          {isError && <DropdownMenuLabel>The saved views could not be loaded.</DropdownMenuLabel>}
          <ViewChoices views={views} current={current} onOpen={open} />
          <DropdownMenuSeparator />
          {current && <ViewActs view={current} edited={edited} search={search} onDialog={setDialog} />}
          <DropdownMenuItem icon={<BookmarkPlus />} onSelect={() => setDialog("save")}>
            Save as a new view…
          </DropdownMenuItem>
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

type ChoicesProps = { views: readonly SavedView[]; current: SavedView | null; onOpen: (id: string) => void };

function ViewChoices({ views, current, onOpen }: ChoicesProps) {
  const { me } = useConsoleSession();
  return (
    <DropdownMenuRadioGroup value={current?.id ?? wholeList.id} onValueChange={onOpen}>
      <DropdownMenuRadioItem value={wholeList.id}>All agents</DropdownMenuRadioItem>
      <ViewGroup heading="Mine" views={views.filter(({ owner }) => owner.id === me.id)} />
      <ViewGroup heading="Shared with me" views={views.filter(({ owner }) => owner.id !== me.id)} />
    </DropdownMenuRadioGroup>
  );
}

function ViewGroup({ heading, views }: { heading: string; views: readonly SavedView[] }) {
  if (views.length === 0) return null;
  return (
    <>
      <DropdownMenuLabel>{heading}</DropdownMenuLabel>
      {views.map((view) => (
        <DropdownMenuRadioItem key={view.id} value={view.id}>
          {view.name}
          {view.shared && <span className="ml-1.5 text-muted text-xs">shared</span>}
          {view.default && <span className="ml-1.5 text-muted text-xs">opens first</span>}
        </DropdownMenuRadioItem>
      ))}
    </>
  );
}
