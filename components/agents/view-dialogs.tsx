"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toaster";
import type { SearchChange } from "@/lib/client/agent-search";
import type { ViewContent } from "@/lib/client/saved-views";
import { createView, deleteView, type SavedView, updateView } from "@/lib/client/view-queries";

const named = z.object({ name: z.string().trim().min(1, "Give it a name").max(80, "At most 80 characters") });
const saved = named.extend({ shared: z.boolean() });

export type ViewDialog = "save" | "rename" | "delete";
type ViewDialogsProps = {
  dialog: ViewDialog;
  /** The view that is open. */
  view: SavedView | null;
  content: ViewContent;
  onClose: () => void;
  onSearch: (change: SearchChange) => void;
};

/** The dialogs of the menu of views: loaded when the first is opened. */
export default function ViewDialogs({ dialog, view, content, onClose, onSearch }: ViewDialogsProps) {
  if (dialog === "save")
    return <SaveViewDialog open onClose={onClose} content={content} onSaved={({ id }) => onSearch({ view: id })} />;
  if (!view) return null;
  if (dialog === "rename") return <RenameViewDialog open onClose={onClose} view={view} />;
  return <DeleteViewDialog open onClose={onClose} view={view} onDeleted={() => onSearch({ view: null })} />;
}

type DialogProps = { open: boolean; onClose: () => void };
const closing = (onClose: () => void) => (open: boolean) => {
  if (!open) onClose();
};

type SaveProps = DialogProps & { content: ViewContent; onSaved: (view: SavedView) => void };

/** Keeps the present search under a name. */
function SaveViewDialog({ open, onClose, content, onSaved }: SaveProps) {
  const client = useQueryClient();
  const { mutateAsync } = useMutation(createView(client));
  return (
    <FormDialog
      open={open}
      onOpenChange={closing(onClose)}
      size="sm"
      title="Save as a new view"
      description="Keeps search, filters, order, columns and row height. Everybody who opens it sees only what they may see."
      schema={saved}
      defaultValues={{ name: "", shared: false }}
      submitLabel="Save view"
      submit={async (values) => {
        const view = await mutateAsync({ ...values, query: content.query, columns: [...content.columns] });
        onSaved(view);
        showToast({ tone: "success", title: `${view.name} was saved` });
      }}
    >
      {(form) => (
        <>
          <FormField form={form} name="name" label="Name" required>
            {(control) => <Input {...control} maxLength={80} autoComplete="off" />}
          </FormField>
          <Checkbox label="Share with the workspace" {...form.register("shared")} />
        </>
      )}
    </FormDialog>
  );
}

/** Gives a view another name. */
function RenameViewDialog({ open, onClose, view }: DialogProps & { view: SavedView }) {
  const client = useQueryClient();
  const { mutateAsync } = useMutation(updateView(client));
  return (
    <FormDialog
      open={open}
      onOpenChange={closing(onClose)}
      size="sm"
      title={`Rename ${view.name}`}
      schema={named}
      defaultValues={{ name: view.name }}
      submitLabel="Rename"
      submit={(changes) => mutateAsync({ id: view.id, changes })}
    >
      {(form) => (
        <FormField form={form} name="name" label="Name" required>
          {(control) => <Input {...control} maxLength={80} autoComplete="off" />}
        </FormField>
      )}
    </FormDialog>
  );
}

/** Asks before a view is deleted. */
function DeleteViewDialog(props: DialogProps & { view: SavedView; onDeleted: () => void }) {
  const { open, onClose, view, onDeleted } = props;
  const client = useQueryClient();
  const { mutateAsync } = useMutation(deleteView(client));
  return (
    <ConfirmDialog
      danger
      open={open}
      onOpenChange={closing(onClose)}
      title={`Delete the view ${view.name}?`}
      confirmLabel="Delete view"
      onConfirm={async () => {
        await mutateAsync(view.id);
        onDeleted();
        showToast({ tone: "success", title: `The view ${view.name} was deleted` });
      }}
    >
      {view.shared ? "Everybody in the workspace loses it." : "Only you use it."} No agent changes.
    </ConfirmDialog>
  );
}
