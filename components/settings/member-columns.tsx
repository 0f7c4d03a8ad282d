import type { DataColumn } from "@/components/patterns/data-column";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { OwnWorkspace } from "@/lib/client/me-queries";
import type { Me } from "@/lib/contracts/console/wire/me";
import type { Member } from "@/lib/contracts/console/wire/people";
import { MemberMenu } from "./member-menu";
import { roleLabels } from "./role-options";

export type MemberView = { me: Me; workspace: OwnWorkspace; manages: boolean };

const submits = { true: "yes", false: "no", null: "by role" } as const;

/** The columns of the members' table, as one person sees it. */
export function memberColumns({ me, workspace, manages }: MemberView): readonly DataColumn<Member>[] {
  const mayTouchOwners = me.instanceAdmin || workspace.role === "owner";
  return [
    {
      id: "name",
      header: "Person",
      primary: true,
      cell: ({ name, userId }) => (userId === me.id ? `${name} (you)` : name),
      detail: ({ email }) => <span className="truncate text-muted text-xs">{email}</span>,
    },
    { id: "role", header: "Role", className: "w-28", cell: ({ role }) => roleLabels[role] },
    {
      id: "canSubmit",
      header: "Submits",
      className: "w-24",
      secondary: true,
      cell: ({ canSubmit }) => submits[`${canSubmit}`],
    },
    {
      id: "lastSeenAt",
      header: "Last seen",
      className: "w-36",
      cell: ({ invited, lastSeenAt }) =>
        invited ? <Badge tone="warning">Invited</Badge> : <Time value={lastSeenAt} fallback="never" />,
    },
    {
      id: "joinedAt",
      header: "Member since",
      className: "w-36",
      secondary: true,
      cell: ({ joinedAt }) => <Time value={joinedAt} />,
    },
    {
      id: "actions",
      header: "Actions",
      className: "w-20",
      cell: (member) => {
        const mine = member.userId === me.id;
        const may = (manages && (member.role !== "owner" || mayTouchOwners)) || mine;
        return may ? <MemberMenu member={member} workspace={workspace} manages={manages} mine={mine} /> : "–";
      },
    },
  ];
}
