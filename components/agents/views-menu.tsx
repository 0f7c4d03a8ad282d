"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BookmarkPlus, ChevronDown, PencilLine, Save, Trash2 } from "lucide-react";
import { useState } from "react";
import { describeError } from "@/components/patterns/error-state";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { showToast } from "@/components/ui/toaster";
import type { AgentSearch, SearchChange } from "@/lib/client/agent-search";
import { useConsoleSession } from "@/lib/client/console-session";
import { isView, viewChange, viewContent } from "@/lib/client/saved-views";
import { type SavedView, updateView, type ViewChanges, viewQueries } from "@/lib/client/view-queries";
import { DeleteViewDialog, RenameViewDialog, SaveViewDialog } from "./view-dialogs";

export type ViewsMenuProps = { search: AgentSearch; onSearch: (change: SearchChange) => void };
type Dialog = "save" | "rename" | "delete" | null;

/** The table without any view. */
export const wholeList = { id: "all", query: "", columns: [] } as const;

/** The saved views: open one, keep the present search as one, change what is one's own. */
export function ViewsMenu({ search, onSearch }: ViewsMenuProps) {
  const { data: views = [], isError } = useQuery(viewQueries.agents());
  const { me } = useConsoleSession();
  const [dialog, setDialog] = useState<Dialog>(null);
  const current = views.find(({ id }) => id === search.view) ?? null;
  const edited = !isView(search, current ?? wholeList);
  const open = (id: string) => {
    const view = views.find((one) => one.id === id) ?? wholeList;
    onSearch(viewChange(view));
  };
  const close = () => setDialog(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button className="max-w-full">
            <span className="truncate">
              <span className="sr-only">View: </span>
              {current?.name ?? "All agents"}
            </span>
            {edited && <span className="font-normal text-muted text-xs">edited</span>}
            <ChevronDown aria-hidden className="text-subtle" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" className="w-64">
          {isError && <DropdownMenuLabel>The saved views could not be loaded.</DropdownMenuLabel>}
          <DropdownMenuRadioGroup value={current?.id ?? wholeList.id} onValueChange={open}>
            <DropdownMenuRadioItem value={wholeList.id}>All agents</DropdownMenuRadioItem>
            <ViewGroup heading="Mine" views={views.filter(({ owner }) => owner.id === me.id)} />
            <ViewGroup heading="Shared with me" views={views.filter(({ owner }) => owner.id !== me.id)} />
          </DropdownMenuRadioGroup>
          <DropdownMenuSeparator />
          {current && <ViewActs view={current} edited={edited} search={search} onDialog={setDialog} />}
          <DropdownMenuItem icon={<BookmarkPlus />} onSelect={() => setDialog("save")}>
            Save as a new view…
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <SaveViewDialog
        open={dialog === "save"}
        onClose={close}
        content={viewContent(search)}
        onSaved={(view) => onSearch({ view: view.id })}
      />
      {current && (
        <>
          <RenameViewDialog open={dialog === "rename"} onClose={close} view={current} />
          <DeleteViewDialog
            open={dialog === "delete"}
            onClose={close}
            view={current}
            onDeleted={() => onSearch({ view: null })}
          />
        </>
      )}
    </>
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

type ViewActsProps = { view: SavedView; edited: boolean; search: AgentSearch; onDialog: (dialog: Dialog) => void };

/** What may be done to the view that is open: its owner and admins of the workspace change it. */
function ViewActs({ view, edited, search, onDialog }: ViewActsProps) {
  const client = useQueryClient();
  const { me, workspace } = useConsoleSession();
  const { mutate } = useMutation(updateView(client));
  const own = view.owner.id === me.id;
  const mayChange = own || me.instanceAdmin || workspace?.role === "owner" || workspace?.role === "admin";
  const change = (changes: ViewChanges, title: string) =>
    mutate(
      { id: view.id, changes },
      {
        onSuccess: () => showToast({ tone: "success", title }),
        onError: (error) =>
          showToast({
            tone: "danger",
            title: `Could not change ${view.name}`,
            description: describeError(error).message,
          }),
      },
    );
  return (
    <>
      {mayChange && edited && (
        <DropdownMenuItem icon={<Save />} onSelect={() => change(viewContent(search), `${view.name} was saved`)}>
          Save changes
        </DropdownMenuItem>
      )}
      {mayChange && (
        <DropdownMenuItem icon={<PencilLine />} onSelect={() => onDialog("rename")}>
          Rename…
        </DropdownMenuItem>
      )}
      {mayChange && (
        <DropdownMenuCheckItem
          checked={view.shared}
          onCheckedChange={(on) =>
            change(
              { shared: on === true },
              on ? `${view.name} is shared with the workspace` : `${view.name} is yours alone`,
            )
          }
        >
          Shared with the workspace
        </DropdownMenuCheckItem>
      )}
      {own && (
        <DropdownMenuCheckItem
          checked={view.default}
          onCheckedChange={(on) =>
            change({ default: on === true }, on ? `Agents open with ${view.name}` : "Agents open with the whole list")
          }
        >
          Open Agents with this view
        </DropdownMenuCheckItem>
      )}
      {mayChange && (
        <DropdownMenuItem danger icon={<Trash2 />} onSelect={() => onDialog("delete")}>
          Delete view…
        </DropdownMenuItem>
      )}
      <DropdownMenuSeparator />
    </>
  );
}
