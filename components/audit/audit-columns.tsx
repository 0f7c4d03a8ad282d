import type { DataColumn } from "@/components/patterns/data-column";
import { Code } from "@/components/ui/code";
import { Time } from "@/components/ui/time";
import type { AuditEvent } from "@/lib/contracts/console/wire/audit";
import { ActorName, EventBadges, EventDeed } from "./event-sentence";

export const auditColumns: readonly DataColumn<AuditEvent>[] = [
  { id: "at", header: "When", className: "w-32", cell: ({ at }) => <Time value={at} /> },
  { id: "actor", header: "Who", className: "w-44", cell: (event) => <ActorName event={event} /> },
  { id: "deed", header: "What", primary: true, cell: (event) => <EventDeed event={event} /> },
  {
    id: "action",
    header: "Action",
    className: "w-52",
    secondary: true,
    cell: ({ action }) => <Code>{action}</Code>,
  },
  {
    id: "outcome",
    header: "Outcome",
    className: "w-40",
    cell: (event) => (
      <span className="inline-flex flex-wrap gap-1">
        <EventBadges event={event} />
        {event.outcome === "success" && !event.override && <span className="text-muted">Done</span>}
      </span>
    ),
  },
];
