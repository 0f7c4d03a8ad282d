"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { TextLink } from "@/components/ui/link";
import { showToast } from "@/components/ui/toaster";
import { ApiError } from "@/lib/client/api-error";
import { consolePaths } from "@/lib/client/console-paths";
import { type AnyResource, deleteResource } from "@/lib/client/resource-queries";
import { resourceWords } from "@/lib/client/resource-words";
import type { ResourceKindName } from "@/lib/domain/resources/rules";

type Agents = { id: string; name: string }[];
/** Who uses it, and whether insisting would help. */
type Use = { agents: Agents; forcible: boolean };

function usersIn({ facts }: ApiError): Use {
  const listed: unknown[] = Array.isArray(facts.agents) ? facts.agents : [];
  const agents = listed.flatMap((agent): Agents => {
    const known = typeof agent === "object" && agent !== null && "id" in agent && "name" in agent;
    return known ? [{ id: String(agent.id), name: String(agent.name) }] : [];
  });
  return { agents, forcible: facts.forcible === true };
}

type DeleteResourceDialogProps = {
  kind: ResourceKindName;
  resource: AnyResource;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDeleted: () => void;
};

/** Asks before a resource is deleted; names who uses it, and asks again where it can be taken off drafts. */
export function DeleteResourceDialog({ kind, resource, open, onOpenChange, onDeleted }: DeleteResourceDialogProps) {
  const { mutateAsync } = useMutation(deleteResource(useQueryClient(), kind, resource.id));
  const [use, setUse] = useState<Use | null>(null);
  const { one } = resourceWords[kind];
  const confirm = async () => {
    try {
      await mutateAsync(use?.forcible ?? false);
    } catch (error) {
      if (error instanceof ApiError && error.code === "in_use") setUse(usersIn(error));
      throw error;
    }
    showToast({ tone: "success", title: `${resource.name} was deleted` });
    onDeleted();
  };
  return (
    <ConfirmDialog
      danger
      open={open}
      onOpenChange={(next) => {
        setUse(null);
        onOpenChange(next);
      }}
      title={`Delete ${resource.name}?`}
      confirmLabel={use?.forcible ? "Take it off all drafts and delete" : `Delete ${one}`}
      onConfirm={confirm}
    >
      <p>It cannot be brought back. Agents that use it keep it from being deleted.</p>
      {use && use.agents.length > 0 && (
        <p className="mt-2 text-fg">
          Used by{" "}
          {use.agents.map(({ id, name }, i) => (
            <span key={id}>
              {i > 0 && ", "}
              <TextLink href={`${consolePaths.agent(id)}?tab=resources`}>{name}</TextLink>
            </span>
          ))}
          .
        </p>
      )}
    </ConfirmDialog>
  );
}
