import type { DataColumn } from "@/components/patterns/data-column";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { Share } from "@/lib/contracts/console/wire/share";
import { ShareMenu } from "./share-menu";

const roles = { viewer: "Viewer", operator: "Operator", editor: "Editor" } as const;

/** The columns of the people with whom an agent is shared. */
export function shareColumns(agentName: string): readonly DataColumn<Share>[] {
  return [
    {
      id: "email",
      header: "Person",
      primary: true,
      cell: ({ user, email }) => user?.name ?? email,
      detail: ({ user, email }) => user && <span className="truncate text-muted text-xs">{email}</span>,
    },
    { id: "role", header: "Role", className: "w-28", cell: ({ role }) => roles[role] },
    {
      id: "state",
      header: "State",
      className: "w-28",
      cell: ({ state }) =>
        state === "pending" ? <Badge tone="warning">Pending</Badge> : <Badge tone="success">Active</Badge>,
    },
    {
      id: "expiresAt",
      header: "Ends",
      className: "w-32",
      cell: ({ expiresAt }) => <Time value={expiresAt} fallback="never" />,
    },
    {
      id: "createdAt",
      header: "Since",
      className: "w-32",
      secondary: true,
      cell: ({ createdAt }) => <Time value={createdAt} />,
    },
    {
      id: "actions",
      header: "Actions",
      className: "w-20",
      cell: (share) => <ShareMenu agentName={agentName} share={share} />,
    },
  ];
}
