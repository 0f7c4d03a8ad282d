"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/patterns/error-state";
import { showToast } from "@/components/ui/toaster";
import { ApiError } from "@/lib/client/api-error";
import { restoreAgent } from "@/lib/client/trash-queries";
import type { TrashRow } from "@/lib/contracts/console/wire/trash";

/** Restores an agent under its name; `onTaken` when another one took it meanwhile. */
export function useRestore(row: TrashRow, onTaken: () => void) {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation(restoreAgent(client));
  const restore = () =>
    mutate(
      { id: row.id },
      {
        onSuccess: () => showToast({ tone: "success", title: `${row.name} is back` }),
        onError: (error) => {
          if (error instanceof ApiError && error.code === "name_taken") return onTaken();
          const description = describeError(error).message;
          showToast({ tone: "danger", title: `Could not restore ${row.name}`, description });
        },
      },
    );
  return { restore, busy: isPending };
}
