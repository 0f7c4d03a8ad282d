import type { DataColumn } from "@/components/patterns/data-column";
import { Avatar } from "@/components/ui/avatar";
import { FindingCounts } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { QueueItem } from "@/lib/contracts/console/wire/review";

/** The columns of the review queue. */
export const queueColumns: readonly DataColumn<QueueItem>[] = [
  { id: "name", header: "Agent", primary: true, cell: (item) => item.name },
  {
    id: "version",
    header: "Version",
    className: "w-36",
    cell: ({ version, previousVersion }) => (
      <span className="tabular-nums">
        {previousVersion && <span className="text-muted">{previousVersion} → </span>}
        {version}
        {!previousVersion && <span className="text-muted"> first</span>}
      </span>
    ),
  },
  {
    id: "findings",
    header: "Findings",
    className: "w-60",
    cell: ({ findings }) => <FindingCounts counts={findings} />,
  },
  {
    id: "submittedBy",
    header: "Submitted by",
    className: "w-40",
    cell: ({ submittedBy }) => submittedBy.name,
  },
  {
    id: "claimedBy",
    header: "Claimed by",
    className: "w-40",
    secondary: true,
    cell: ({ claimedBy }) =>
      claimedBy ? (
        <span className="inline-flex max-w-full items-center gap-1.5">
          <Avatar name={claimedBy.name} size="sm" />
          <span className="truncate">{claimedBy.name}</span>
        </span>
      ) : (
        <span className="text-subtle">Nobody</span>
      ),
  },
  { id: "queuedAt", header: "Waiting since", className: "w-32", cell: ({ queuedAt }) => <Time value={queuedAt} /> },
];
