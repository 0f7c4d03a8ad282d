"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { describeError } from "@/components/patterns/error-state";
import { showToast } from "@/components/ui/toaster";
import { removeAgent } from "@/lib/client/agent-queries";
import { ApiError } from "@/lib/client/api-error";
import { restoreAgent } from "@/lib/client/trash-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type RemoveAgentDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  agentRef: string;
  agent: AgentDetail;
  onRemoved: () => void;
};

/** Asks before an agent goes to the trash, by its name; once more when other agents use it. */
export function RemoveAgentDialog({ open, onOpenChange, agentRef, agent, onRemoved }: RemoveAgentDialogProps) {
  const client = useQueryClient();
  const { mutateAsync } = useMutation(removeAgent(client, agentRef));
  const [users, setUsers] = useState<string[] | null>(null);
  const { name, trashDays } = agent;
  const { mutateAsync: restore } = useMutation(restoreAgent(client));
  const undo = async () => {
    try {
      await restore({ id: agent.id });
      showToast({ tone: "success", title: `${name} is back` });
    } catch (error) {
      const description = describeError(error).message;
      showToast({ tone: "danger", title: `Could not bring ${name} back`, description });
    }
  };
  const confirm = async () => {
    try {
      await mutateAsync(users !== null);
    } catch (error) {
      if (error instanceof ApiError && error.code === "in_use") setUsers(Object.values(error.fields));
      throw error;
    }
    showToast({
      tone: "success",
      title: `${name} was removed`,
      description: trashDays === null ? "It is in the trash." : `It stays in the trash for ${trashDays} days.`,
      action: { label: "Undo", onSelect: () => void undo() },
    });
    onRemoved();
  };
  return (
    <ConfirmDialog
      danger
      open={open}
      onOpenChange={(next) => {
        setUsers(null);
        onOpenChange(next);
      }}
      title={`Remove ${name}?`}
      confirmLabel={users ? "Remove all the same" : "Remove agent"}
      typeToConfirm={name}
      onConfirm={confirm}
    >
      <p>
        It is unloaded at once, its tools can no longer be called, and its name becomes free. The agent, its versions
        and its log go to the trash{" "}
        {trashDays === null
          ? "and stay there until an admin deletes them for good."
          : `for ${trashDays} days; then they are deleted for good.`}
      </p>
      {users && users.length > 0 && (
        <p className="mt-2 text-fg">Used by {users.join(", ")}. They lose it if you remove it all the same.</p>
      )}
    </ConfirmDialog>
  );
}
