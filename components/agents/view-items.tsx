"use client";
import { BookmarkPlus } from "lucide-react";
import {
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
} from "@/components/ui/dropdown-menu";
import type { AgentSearch, SearchChange } from "@/lib/client/agent-search";
import { useConsoleSession } from "@/lib/client/console-session";
import { viewChange, wholeList } from "@/lib/client/saved-views";
import type { SavedView } from "@/lib/client/view-queries";
import { ViewActs } from "./view-acts";
import type { ViewDialog } from "./view-dialogs";

type ViewItemsProps = {
  views: readonly SavedView[];
  /** Without them only the whole list can be opened. */
  failed: boolean;
  current: SavedView | null;
  edited: boolean;
  search: AgentSearch;
  onSearch: (change: SearchChange) => void;
  onDialog: (dialog: ViewDialog) => void;
};

/** What the menu of views offers; it comes with the first sign of a person. */
export default function ViewItems({ views, failed, current, edited, search, onSearch, onDialog }: ViewItemsProps) {
  const open = (id: string) => onSearch(viewChange(views.find((one) => one.id === id) ?? wholeList));
  return (
    <>
      {failed && <DropdownMenuLabel>The saved views could not be loaded.</DropdownMenuLabel>}
      <ViewChoices views={views} current={current} onOpen={open} />
      <DropdownMenuSeparator />
      {current && <ViewActs view={current} edited={edited} search={search} onDialog={onDialog} />}
      <DropdownMenuItem icon={<BookmarkPlus />} onSelect={() => onDialog("save")}>
        Save as a new view…
      </DropdownMenuItem>
    </>
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
