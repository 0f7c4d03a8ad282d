"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PencilLine, Save, Trash2 } from "lucide-react";
import { describeError } from "@/components/patterns/error-state";
import { DropdownMenuCheckItem, DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { showToast } from "@/components/ui/toaster";
import type { AgentSearch } from "@/lib/client/agent-search";
import { useConsoleSession } from "@/lib/client/console-session";
import { viewContent } from "@/lib/client/saved-views";
import { type SavedView, updateView, type ViewChanges } from "@/lib/client/view-queries";
import type { ViewDialog } from "./view-dialogs";

type ChangeView = (changes: ViewChanges, title: string) => void;

function useChangeView(view: SavedView): ChangeView {
  const client = useQueryClient();
  const { mutate } = useMutation(updateView(client));
  return (changes, title) =>
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
}

type ActsProps = { view: SavedView; edited: boolean; search: AgentSearch; onDialog: (dialog: ViewDialog) => void };

/** What may be done to the view that is open: its owner and admins of the workspace change it. */
export function ViewActs({ view, edited, search, onDialog }: ActsProps) {
  const { me, workspace } = useConsoleSession();
  const change = useChangeView(view);
  const own = view.owner.id === me.id;
  const mayChange = own || me.instanceAdmin || workspace?.role === "owner" || workspace?.role === "admin";
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
      {mayChange && <SharedItem view={view} onChange={change} />}
      {own && <DefaultItem view={view} onChange={change} />}
      {mayChange && (
        <DropdownMenuItem danger icon={<Trash2 />} onSelect={() => onDialog("delete")}>
          Delete view…
        </DropdownMenuItem>
      )}
      <DropdownMenuSeparator />
    </>
  );
}

type SwitchProps = { view: SavedView; onChange: ChangeView };

function SharedItem({ view, onChange }: SwitchProps) {
  const say = (on: boolean) => (on ? `${view.name} is shared with the workspace` : `${view.name} is yours alone`);
  return (
    <DropdownMenuCheckItem
      checked={view.shared}
      onCheckedChange={(on) => onChange({ shared: on === true }, say(on === true))}
    >
      Shared with the workspace
    </DropdownMenuCheckItem>
  );
}

function DefaultItem({ view, onChange }: SwitchProps) {
  const say = (on: boolean) => (on ? `Agents open with ${view.name}` : "Agents open with the whole list");
  return (
    <DropdownMenuCheckItem
      checked={view.default}
      onCheckedChange={(on) => onChange({ default: on === true }, say(on === true))}
    >
      Open Agents with this view
    </DropdownMenuCheckItem>
  );
}
