import type { DataColumn } from "@/components/patterns/data-column";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { User } from "@/lib/contracts/console/wire/people";
import { UserMenu } from "./user-menu";
import type { ShownLink } from "./user-settings";

function Marks({ user }: { user: User }) {
  const { disabled, invited, instanceAdmin, twoFactor } = user;
  return (
    <span className="inline-flex flex-wrap gap-1">
      {disabled && <Badge tone="danger">Disabled</Badge>}
      {invited && <Badge tone="warning">Invited</Badge>}
      {instanceAdmin && <Badge tone="accent">Admin</Badge>}
      {twoFactor && <Badge>Two-factor</Badge>}
      {!(disabled || invited || instanceAdmin || twoFactor) && <span className="text-subtle">–</span>}
    </span>
  );
}

/** The columns of the users' table; `onLink` gets a link that is shown once. */
export function userColumns(ownId: string, onLink: (link: ShownLink) => void): readonly DataColumn<User>[] {
  return [
    {
      id: "name",
      header: "Person",
      primary: true,
      sortable: true,
      cell: ({ id, name }) => (id === ownId ? `${name} (you)` : name),
      detail: ({ email }) => <span className="truncate text-muted text-xs">{email}</span>,
    },
    { id: "state", header: "State", className: "w-48", cell: (user) => <Marks user={user} /> },
    {
      id: "workspaceCount",
      header: "Workspaces",
      className: "w-28",
      secondary: true,
      cell: (user) => user.workspaceCount,
    },
    { id: "agentCount", header: "Agents", className: "w-20", secondary: true, cell: (user) => user.agentCount },
    {
      id: "lastSignInAt",
      header: "Signed in",
      className: "w-32",
      sortable: true,
      cell: (user) => <Time value={user.lastSignInAt} fallback="never" />,
    },
    {
      id: "actions",
      header: "Actions",
      className: "w-20",
      cell: (user) => <UserMenu user={user} mine={user.id === ownId} onLink={onLink} />,
    },
  ];
}
