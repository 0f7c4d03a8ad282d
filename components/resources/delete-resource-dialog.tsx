"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { TextLink } from "@/components/ui/link";
import { showToast } from "@/components/ui/toaster";
import { ApiError } from "@/lib/client/api-error";
import { consolePaths } from "@/lib/client/console-paths";
import { type AnyResource, deleteResource } from "@/lib/client/resource-queries";
import { resourceKindOf, resourceWords } from "@/lib/client/resource-words";
import type { ResourceKindName } from "@/lib/domain/resources/rules";

type User = { id: string; name: string; href: string };
/** Who uses it, and whether insisting would help. */
type Use = { users: User[]; forcible: boolean };

function named(value: unknown, href: (one: { id: string; kind: string }) => string): User[] {
  return (Array.isArray(value) ? value : []).flatMap((one: unknown): User[] => {
    if (typeof one !== "object" || one === null || !("id" in one) || !("name" in one)) return [];
    const id = String(one.id);
    return [{ id, name: String(one.name), href: href({ id, kind: "kind" in one ? String(one.kind) : "" }) }];
  });
}

function usersIn({ facts }: ApiError): Use {
  const agents = named(facts.agents, ({ id }) => `${consolePaths.agent(id)}?tab=resources`);
  const resources = named(facts.resources, ({ id, kind }) =>
    consolePaths.resource(resourceKindOf(kind) ?? "tools", id),
  );
  return { users: [...agents, ...resources], forcible: facts.forcible === true };
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
      <p>It cannot be brought back. Whoever uses it keeps it from being deleted.</p>
      {use && use.users.length > 0 && (
        <p className="mt-2 text-fg">
          Used by{" "}
          {use.users.map(({ id, name, href }, i) => (
            <span key={id}>
              {i > 0 && ", "}
              <TextLink href={href}>{name}</TextLink>
            </span>
          ))}
          .
        </p>
      )}
    </ConfirmDialog>
  );
}
