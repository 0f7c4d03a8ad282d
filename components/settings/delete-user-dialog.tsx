"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toaster";
import { deleteUser, userQueries } from "@/lib/client/user-queries";
import type { User } from "@/lib/contracts/console/wire/people";

type DeleteUserDialogProps = { user: User; open: boolean; onOpenChange: (open: boolean) => void };

/** Asks before a person is deleted for good, and who takes their agents over. */
export function DeleteUserDialog({ user, open, onOpenChange }: DeleteUserDialogProps) {
  const { mutateAsync } = useMutation(deleteUser(useQueryClient(), user.id));
  const people = useQuery({ ...userQueries.heirs(), enabled: open });
  const [heir, setHeir] = useState("");
  const { name, email } = user;
  const options = (people.data ?? [])
    .filter(({ id }) => id !== user.id)
    .map((one) => ({ value: one.id, label: `${one.name} (${one.email})` }));
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      danger
      title={`Delete ${name}?`}
      confirmLabel="Delete for good"
      typeToConfirm={email}
      onConfirm={async () => {
        await mutateAsync(heir || null);
        showToast({ tone: "success", title: `Deleted ${name}` });
      }}
    >
      <p>
        Sessions, API keys, memberships, shares and notifications go at once, and the e-mail address becomes free. What
        they submitted and wrote stays under their name. This cannot be undone; to keep the way back open, disable them.
      </p>
      <Field className="mt-3" label="Their agents go to" hint="Needed if they own agents, in the trash included.">
        {(control) => (
          <Select
            {...control}
            value={heir}
            onChange={(event) => setHeir(event.target.value)}
            placeholder="Nobody"
            options={options}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}
