"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { showToast } from "@/components/ui/toaster";
import { purgeAgent } from "@/lib/client/trash-queries";
import type { TrashRow } from "@/lib/contracts/console/wire/trash";

/** Asks, by its name, before an agent is deleted for good. */
export function PurgeDialog({ open, onClose, row }: { open: boolean; onClose: () => void; row: TrashRow }) {
  const client = useQueryClient();
  const { mutateAsync } = useMutation(purgeAgent(client));
  return (
    <ConfirmDialog
      danger
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={`Delete ${row.name} for good?`}
      confirmLabel="Delete for good"
      typeToConfirm={row.name}
      onConfirm={async () => {
        await mutateAsync(row.id);
        showToast({ tone: "success", title: `${row.name} was deleted for good` });
      }}
    >
      The agent, its versions, packages, files and log are deleted. This cannot be undone; the audit trail keeps its
      name.
    </ConfirmDialog>
  );
}
