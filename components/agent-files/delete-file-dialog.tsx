"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { showToast } from "@/components/ui/toaster";
import { deleteFile } from "@/lib/client/agent-file-queries";
import type { FlatFile } from "@/lib/client/agent-file-tree";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type DeleteFileDialogProps = {
  agent: AgentDetail;
  file: FlatFile;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDeleted: () => void;
};

/** Asks before a file or a folder goes for good; a folder that holds files by its path. */
export function DeleteFileDialog({ agent, file, open, onOpenChange, onDeleted }: DeleteFileDialogProps) {
  const { mutateAsync } = useMutation(deleteFile(useQueryClient(), agent.id));
  const held = file.files ?? 0;
  return (
    <ConfirmDialog
      danger
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete ${file.path}?`}
      confirmLabel={file.type === "directory" ? "Delete folder" : "Delete file"}
      typeToConfirm={held > 0 ? file.path : undefined}
      onConfirm={async () => {
        await mutateAsync(file.path);
        showToast({ tone: "success", title: `${file.path} deleted` });
        onDeleted();
      }}
    >
      <p>
        {held > 0 &&
          `${held === 1 ? "1 file goes" : `${held.toLocaleString("en")} files go`} with it, hidden ones too. `}
        It is gone at once from the workspace of {agent.name}, and there is no trash for files.
      </p>
    </ConfirmDialog>
  );
}
