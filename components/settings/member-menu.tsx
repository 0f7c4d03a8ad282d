"use client";
import { LogOut, Pencil, UserMinus } from "lucide-react";
import { lazy, useState } from "react";
import { RowMenu } from "@/components/patterns/row-menu";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { dialogOnDemand, FirstUse } from "@/components/ui/on-demand";
import type { OwnWorkspace } from "@/lib/client/me-queries";
import type { Member } from "@/lib/contracts/console/wire/people";

const EditMemberDialog = lazy(() =>
  import("./edit-member-dialog").then(({ EditMemberDialog }) => ({ default: EditMemberDialog })),
);

const RemoveMemberDialog = dialogOnDemand(async () => ({
  default: (await import("./remove-member-dialog")).RemoveMemberDialog,
}));

export type MemberMenuProps = { member: Member; workspace: OwnWorkspace; manages: boolean; mine: boolean };

/** Change or end one membership. */
export function MemberMenu(props: MemberMenuProps) {
  const { member, manages, mine } = props;
  const [act, setAct] = useState<"edit" | "remove" | null>(null);
  return (
    <>
      <RowMenu name={member.name}>
        {manages && (
          <DropdownMenuItem icon={<Pencil />} onSelect={() => setAct("edit")}>
            Role and rights…
          </DropdownMenuItem>
        )}
        <DropdownMenuItem danger icon={mine ? <LogOut /> : <UserMinus />} onSelect={() => setAct("remove")}>
          {mine ? "Leave…" : "Remove…"}
        </DropdownMenuItem>
      </RowMenu>
      <FirstUse when={act === "edit"}>
        <EditMemberDialog {...props} open={act === "edit"} onOpenChange={() => setAct(null)} />
      </FirstUse>
      <RemoveMemberDialog {...props} open={act === "remove"} onOpenChange={() => setAct(null)} />
    </>
  );
}
